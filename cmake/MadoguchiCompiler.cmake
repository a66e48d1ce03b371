# Compiler flags of every target, and the sanitizer variants that the presets choose with MADOGUCHI_SANITIZE.
set(MADOGUCHI_SANITIZE "" CACHE STRING "address (with undefined), thread, fuzzer, or empty")
option(MADOGUCHI_UNITY "compile the sources of a folder together: a fresh build in less than half the time" OFF)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wimplicit-fallthrough -fno-omit-frame-pointer)
add_compile_definitions(BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_VISIBILITY)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports uninitialised members of coroutine frames that are not; it cannot instrument fences for TSan.
  add_compile_options(-Wno-maybe-uninitialized -Wno-tsan -Wno-missing-field-initializers)
endif()
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

if(MADOGUCHI_SANITIZE STREQUAL "address")
  # The four checks that are left out take a fifth of the time to compile; AddressSanitizer stops at null pointers by itself.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=null,alignment,object-size,vptr -fno-sanitize-recover=all)
  add_link_options(-fsanitize=address,undefined)
elseif(MADOGUCHI_SANITIZE STREQUAL "thread")
  add_compile_options(-fsanitize=thread)
  add_link_options(-fsanitize=thread)
elseif(MADOGUCHI_SANITIZE STREQUAL "fuzzer")
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined)
  add_link_options(-fsanitize=address,undefined)
endif()

find_program(MADOGUCHI_LLD NAMES ld.lld ld.lld-14)
if(MADOGUCHI_LLD)
  add_link_options(-fuse-ld=lld)
endif()
find_program(MADOGUCHI_CCACHE ccache)
if(MADOGUCHI_CCACHE)
  # Without these two a source with a precompiled header is never found again. No source uses __DATE__ or __TIME__.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${MADOGUCHI_CCACHE})
  add_compile_options(-fpch-preprocess)
endif()

# Thin: an archive names its objects instead of holding a second copy of them, which is written anew at every edit. lld
# reads the objects' own symbols and needs no index of them, which takes longer to write than the program to link.
set(madoguchi_archive_flags T)
if(MADOGUCHI_LLD)
  set(madoguchi_archive_flags TS)
  set(CMAKE_CXX_ARCHIVE_FINISH "")
endif()
set(CMAKE_CXX_ARCHIVE_CREATE "<CMAKE_AR> qc${madoguchi_archive_flags} <TARGET> <LINK_FLAGS> <OBJECTS>")
set(CMAKE_CXX_ARCHIVE_APPEND "<CMAKE_AR> q${madoguchi_archive_flags} <TARGET> <LINK_FLAGS> <OBJECTS>")
