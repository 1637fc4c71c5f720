# tasuki_fuzz(NAME SOURCES … LINK …): one parser of outside bytes, as LLVMFuzzerTestOneInput.
# In the fuzz preset a libFuzzer program; elsewhere a program that replays tests/fuzz/corpus/NAME. ctest runs either
# over the committed corpus.
function(tasuki_fuzz name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  set(corpus ${CMAKE_SOURCE_DIR}/tests/fuzz/corpus/${name})
  add_executable(fuzz_${name} ${arg_SOURCES} ${CMAKE_SOURCE_DIR}/tests/fuzz/initialize.cpp)
  tasuki_precompile(fuzz_${name} precompiled)
  target_link_libraries(fuzz_${name} PRIVATE tasuki_compile ${arg_LINK})
  if(TASUKI_FUZZ)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    add_test(NAME fuzz_${name} COMMAND fuzz_${name} -runs=0 ${corpus})
  else()
    target_sources(fuzz_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/fuzz/replay.cpp)
    add_test(NAME fuzz_${name} COMMAND fuzz_${name} ${corpus})
  endif()
  set_tests_properties(fuzz_${name} PROPERTIES LABELS fuzz)
endfunction()
