# Debian packages, by `cpack --preset package`: findings (programs, pages, services) and libfindings-dev.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME findings)
set(CPACK_PACKAGE_VENDOR Findings)
# Leads nowhere: whoever hands the package on puts an address of theirs here and into SECURITY.md.
set(CPACK_PACKAGE_CONTACT "Findings <maintainers@findings.example>")
set(CPACK_PACKAGING_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_COMPONENTS_ALL programs development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/cmake/compress.cmake)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_THREADS 0)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(debian ${CMAKE_SOURCE_DIR}/packaging/debian)
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_NAME findings)
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_DEPENDS "systemd | systemd-sysusers, systemd | systemd-tmpfiles")
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_CONTROL_EXTRA
  ${debian}/postinst ${debian}/prerm ${debian}/postrm ${debian}/conffiles)
set(CPACK_COMPONENT_PROGRAMS_DESCRIPTION "full-text search of inspection reports
Findings indexes inspection reports of children's services paragraph by
paragraph and answers questions about them, on the command line, in pages and
over HTTP. Every paragraph has a citation that lasts, and counts are exact.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libfindings-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
  "libxapian-dev, libicu-dev, nettle-dev, libzip-dev, nlohmann-json3-dev, pkg-config")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "full-text search of inspection reports (library)
Findings indexes inspection reports of children's services paragraph by
paragraph and answers questions about them. This is the query library: its
headers, a static library and what find_package(findings) reads.")

execute_process(COMMAND date -R -u -d ${FINDINGS_RELEASED} OUTPUT_VARIABLE changelog_date OUTPUT_STRIP_TRAILING_WHITESPACE)
configure_file(packaging/debian/changelog.in ${CMAKE_BINARY_DIR}/packaging/changelog.Debian @ONLY)
if(CMAKE_INSTALL_PREFIX STREQUAL /usr)
  foreach(package "findings;programs" "libfindings-dev;development")
    list(POP_FRONT package name)
    install(FILES packaging/debian/copyright ${CMAKE_BINARY_DIR}/packaging/changelog.Debian
      DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${name} COMPONENT ${package})
  endforeach()
endif()
include(CPack)
