# Precompiled headers: one for the libraries, one for the tests. They cut the build to less than half.
option(TASUKI_PRECOMPILE "Precompile the headers that nearly every file includes" OFF)

# libstdc++'s stable_sort uses what it has deprecated itself; behind a precompiled header, and now and then without one, clang
# takes it for no system header.
target_compile_options(tasuki_compile INTERFACE -Wno-deprecated-declarations)

if(TASUKI_PRECOMPILE)
  # Both kinds of targets can share what the same options compile: executables as position independent as libraries.
  set(CMAKE_CXX_COMPILE_OPTIONS_PIE ${CMAKE_CXX_COMPILE_OPTIONS_PIC})
  foreach(kind precompiled precompiled_test)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/${kind}.cpp CONTENT "")
    add_library(tasuki_${kind} OBJECT ${CMAKE_BINARY_DIR}/${kind}.cpp)
    target_link_libraries(tasuki_${kind} PRIVATE tasuki_compile tasuki_boost PkgConfig::SODIUM)
    target_precompile_headers(tasuki_${kind} PRIVATE ${CMAKE_SOURCE_DIR}/cmake/${kind}.hpp)
  endforeach()
  target_link_libraries(tasuki_precompiled_test PRIVATE GTest::gmock)
endif()

# tasuki_precompile(TARGET precompiled|precompiled_test)
function(tasuki_precompile target kind)
  if(TASUKI_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM tasuki_${kind})
  endif()
endfunction()
