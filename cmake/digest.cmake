# Writes a C++ source that holds one digest over many files: cmake -DNAME=x_digest -DOUTPUT=x.cpp -DROOT=dir
# -DFILES=a|b -P digest.cmake
string(REPLACE "|" ";" FILES "${FILES}")
set(all "")
foreach(file IN LISTS FILES)
  file(SHA256 "${ROOT}/${file}" one)
  string(APPEND all "${file} ${one}\n")
endforeach()
string(SHA256 digest "${all}")
file(WRITE "${OUTPUT}" "// Made by cmake/digest.cmake.\nnamespace findings {\nextern const char* const ${NAME};\nconst char* const ${NAME} = \"${digest}\";\n}  // namespace findings\n")
