# What `cmake --install` puts where: the programs, the query library with the headers meant for strangers, and what
# find_package(findings) reads. docs/library.md is for who links it.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# They include each other as "schema/..." and "searcher/...", so what links the library gets include/findings to look in.
function(install_headers target)
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${CMAKE_SOURCE_DIR} FILES ${ARGN})
endfunction()
install_headers(findings_schema
  schema/abbreviations.h schema/columns.h schema/date.h schema/error.h schema/fields.h schema/generations.h schema/grade.h
  schema/mapped_file.h schema/places.h
  schema/index_document.h schema/report.h schema/report_json.h schema/report_records.h schema/texts.h schema/tokens.h)
install_headers(findings_searcher
  searcher/charts.h searcher/cite.h searcher/collocates.h searcher/compare.h searcher/concordance.h
  searcher/concordance_rows.h searcher/context.h searcher/count.h searcher/deadline.h
  searcher/documents.h searcher/export.h searcher/heat_map.h searcher/index_place.h searcher/lexicon.h searcher/opened.h
  searcher/interval.h searcher/json_concordance.h
  searcher/json_matrix.h searcher/json_results.h searcher/json_themes.h searcher/keyness.h searcher/conditions.h searcher/marks.h searcher/phrase_places.h
  searcher/matrix.h searcher/measure.h searcher/missing.h searcher/nearest.h searcher/occurrences.h searcher/pack.h
  searcher/parse.h searcher/question.h searcher/question_text.h searcher/quotes.h searcher/report_list.h
  searcher/searcher.h searcher/shards.h searcher/sift.h searcher/statistics.h searcher/stretches.h searcher/suggest.h searcher/terms.h
  searcher/theme_list.h searcher/theme_rows.h searcher/themes.h searcher/understand.h searcher/values.h
  searcher/word_spans.h)

set_target_properties(findings_schema PROPERTIES EXPORT_NAME schema)
set_target_properties(findings_searcher PROPERTIES EXPORT_NAME searcher)
target_compile_features(findings_schema PUBLIC cxx_std_20)
install(TARGETS findings_schema findings_searcher EXPORT findings-targets
  COMPONENT development FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/findings COMPONENT development)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/findings)
install(EXPORT findings-targets NAMESPACE findings:: DESTINATION ${package_folder} COMPONENT development)
configure_package_config_file(cmake/findings-config.cmake.in ${CMAKE_BINARY_DIR}/findings-config.cmake
  INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/findings-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/findings-config.cmake ${CMAKE_BINARY_DIR}/findings-config-version.cmake
  DESTINATION ${package_folder} COMPONENT development)

install(TARGETS findings RUNTIME COMPONENT programs)
# Where `findings` looks from where it stands, so that a prefix may be moved: no other folder will do.
install(TARGETS findings-pdf findings-full RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}/../libexec/findings
  COMPONENT programs)
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT programs)
install(FILES CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME changelog COMPONENT programs)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT programs FILES_MATCHING PATTERN *.md PATTERN *.png)
install(DIRECTORY docs/example DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT development)

# Services, with what they are told, and examples. An installation at /usr has its configuration in /etc, as systemd has.
set(docs ${CMAKE_INSTALL_FULL_DOCDIR})
set(bin ${CMAKE_INSTALL_FULL_BINDIR})
set(etc ${CMAKE_INSTALL_FULL_SYSCONFDIR})
set(etc_folder ${CMAKE_INSTALL_SYSCONFDIR})
if(CMAKE_INSTALL_PREFIX STREQUAL /usr)
  set(etc_folder /etc)
endif()
file(READ packaging/systemd/hardening.conf hardening)
set(made ${CMAKE_BINARY_DIR}/packaging)
foreach(file serve.toml index.env systemd/findings.service systemd/findings-index.service)
  set(template packaging/${file})
  if(NOT EXISTS ${CMAKE_SOURCE_DIR}/${template})
    string(APPEND template .in)
  endif()
  configure_file(${template} ${made}/${file} @ONLY)
endforeach()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS packaging/systemd/hardening.conf)
install(FILES ${made}/serve.toml ${made}/index.env DESTINATION ${etc_folder}/findings COMPONENT programs)
install(FILES ${made}/systemd/findings.service ${made}/systemd/findings-index.service
  packaging/systemd/findings-index.timer DESTINATION lib/systemd/system COMPONENT programs)
install(FILES packaging/systemd/findings.sysusers DESTINATION lib/sysusers.d RENAME findings.conf COMPONENT programs)
install(FILES packaging/systemd/findings.tmpfiles DESTINATION lib/tmpfiles.d RENAME findings.conf COMPONENT programs)
install(DIRECTORY packaging/examples DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT programs)
