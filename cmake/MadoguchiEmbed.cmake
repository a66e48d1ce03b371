# Puts files into the program with .incbin: no run-time path, no generated C++ of their contents.
#
#   madoguchi_embed(<target> <set> <folder> [<file>...])
#
# declares `std::span<const base::EmbeddedFile> embedded_<set>()` in madoguchi::base (include "base/embedded_file.h" and declare
# it where it is used); names are relative to <folder>, in the order given. Give it the files of a
# file(GLOB ... CONFIGURE_DEPENDS ...): new files are then found at the next build, changed ones are assembled again.
function(madoguchi_embed target set folder)
  set(assembly "${CMAKE_BINARY_DIR}/embedded/${set}.S")
  set(table "${CMAKE_BINARY_DIR}/embedded/${set}.cpp")
  set(asm ".section .rodata\n")
  set(externs "")
  set(rows "")
  set(index 0)
  foreach(file IN LISTS ARGN)
    file(RELATIVE_PATH name "${folder}" "${file}")
    set(symbol "mdg_${set}_${index}")
    string(APPEND asm ".global ${symbol}\n.global ${symbol}_end\n.balign 16\n${symbol}:\n"
                      ".incbin \"${file}\"\n${symbol}_end:\n.byte 0\n")
    string(APPEND externs "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
    string(APPEND rows
           "      {\"${name}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  string(APPEND asm ".section .note.GNU-stack,\"\",@progbits\n")

  set(code "#include <span>\n\n#include \"base/embedded_file.h\"\n\nextern \"C\" {\n${externs}}\n\n")
  string(APPEND code "namespace madoguchi::base {\n\n")
  string(APPEND code "std::span<const EmbeddedFile> embedded_${set}();\n")
  string(APPEND code "std::span<const EmbeddedFile> embedded_${set}() {\n")
  if(index EQUAL 0)
    string(APPEND code "  return {};\n}\n\n}\n")
  else()
    string(APPEND code "  static const EmbeddedFile files[] = {\n${rows}  };\n  return files;\n}\n\n}\n")
  endif()

  file(CONFIGURE OUTPUT "${assembly}" CONTENT "${asm}" @ONLY)
  file(CONFIGURE OUTPUT "${table}" CONTENT "${code}" @ONLY)
  set_source_files_properties("${assembly}" PROPERTIES OBJECT_DEPENDS "${ARGN}")
  target_sources(${target} PRIVATE "${assembly}" "${table}")
endfunction()
