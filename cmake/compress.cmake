# Debian's packages hold man pages and changelogs compressed. CPack runs this on what it is about to pack.
set(share ${CPACK_TEMPORARY_DIRECTORY}/*/usr/share)
file(GLOB files ${share}/man/man*/*[0-9] ${share}/doc/*/changelog.Debian ${share}/doc/*/changelog)
if(NOT files)
  message(FATAL_ERROR "nothing to compress in ${share}: packages are for the prefix /usr, cmake --preset package")
endif()
execute_process(COMMAND gzip -9nf ${files} COMMAND_ERROR_IS_FATAL ANY)
