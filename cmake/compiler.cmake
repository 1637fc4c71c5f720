# How everything is compiled: tasuki_compile is linked by every target of ours.

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  message(FATAL_ERROR "g++ below 13 destroys coroutine arguments twice. Use the presets (clang 19), or g++ 13 or newer.")
endif()

add_library(tasuki_compile INTERFACE)
target_compile_options(tasuki_compile INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Werror
  -fvisibility=hidden -fno-omit-frame-pointer -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
target_include_directories(tasuki_compile INTERFACE ${CMAKE_SOURCE_DIR})

set(TASUKI_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them")
if(TASUKI_SANITIZE)
  add_compile_options(-fsanitize=${TASUKI_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${TASUKI_SANITIZE})
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_definitions(tasuki_compile INTERFACE _FORTIFY_SOURCE=2 _GLIBCXX_ASSERTIONS)
  target_compile_options(tasuki_compile INTERFACE -fstack-protector-strong -fstack-clash-protection)
  add_link_options(-Wl,-z,relro,-z,now -pie)
endif()
if(TASUKI_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(TASUKI_MOLD mold)
if(TASUKI_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

find_program(TASUKI_CCACHE ccache)
if(TASUKI_CCACHE)
  # The precompiled header must not carry its time for ccache to recognise it.
  set(TASUKI_CCACHE_SETTINGS CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env ${TASUKI_CCACHE_SETTINGS} ${TASUKI_CCACHE})
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
  endif()
endif()
