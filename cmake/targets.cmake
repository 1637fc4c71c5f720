option(TASUKI_UNITY "Compile several files of a target at once: less than half the work where everything is built" OFF)

# Files that are compiled together share their anonymous namespace. Targets whose files each have a helper of the same name
# say SEPARATE.
function(tasuki_unity name separate)
  if(TASUKI_UNITY AND NOT separate)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 10)
  endif()
endfunction()

# tasuki_library(NAME SOURCES … LINK …): a static library of one folder. LINK is public. OWN_PRECOMPILED: it brings a
# precompiled header of its own.
function(tasuki_library name)
  cmake_parse_arguments(arg "OWN_PRECOMPILED;SEPARATE" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  tasuki_unity(${name} "${arg_SEPARATE}")
  target_link_libraries(${name} PUBLIC tasuki_compile ${arg_LINK} PRIVATE ${arg_PRIVATE_LINK})
  if(NOT arg_OWN_PRECOMPILED)
    tasuki_precompile(${name} precompiled)
  endif()
endfunction()

# tasuki_program(NAME SOURCES … LINK …): a program in bin/.
function(tasuki_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE tasuki_compile ${arg_LINK})
endfunction()

# tasuki_test(NAME SOURCES … LINK …): a GoogleTest program that ctest runs.
function(tasuki_test name)
  cmake_parse_arguments(arg "OWN_PRECOMPILED;SEPARATE" "" "SOURCES;LINK;LABELS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  tasuki_unity(${name} "${arg_SEPARATE}")
  if(NOT arg_OWN_PRECOMPILED)
    tasuki_precompile(${name} precompiled_test)
  endif()
  target_link_libraries(${name} PRIVATE tasuki_compile ${arg_LINK} tasuki_test_main GTest::gmock)
  add_test(NAME ${name} COMMAND ${name} --gtest_brief=1 WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT 1500)
endfunction()
