# warploom_reader_tests(): the readers of bytes that others may have made (test/fuzz/readers.h), as
# the test warploom_readers_test over the inputs in test/fuzz/corpus/ and, where WARPLOOM_FUZZERS is
# on, as the libFuzzer program warploom-fuzz-readers (the preset fuzz; tools/fuzz_readers.py runs it).
function(warploom_reader_tests)
  set(folder "${CMAKE_SOURCE_DIR}/test/fuzz")
  add_library(warploom_readers STATIC EXCLUDE_FROM_ALL "${folder}/readers.cpp")
  target_link_libraries(warploom_readers PUBLIC warploom_dataset warploom_gpu_run warploom_verify
                        warploom_oracle warploom_synth_profile warploom_os_fakes)
  warploom_warnings(warploom_readers)

  add_executable(warploom_readers_test "${folder}/corpus_test.cpp")
  target_link_libraries(warploom_readers_test PRIVATE warploom_readers GTest::gtest_main)
  warploom_warnings(warploom_readers_test)
  target_compile_options(warploom_readers_test PRIVATE "$<$<CONFIG:Release>:-O1>")
  add_test(NAME readers COMMAND warploom_readers_test WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
  set_tests_properties(readers PROPERTIES TIMEOUT 600)

  if(WARPLOOM_FUZZERS)
    add_executable(warploom-fuzz-readers "${folder}/fuzz_main.cpp")
    target_link_libraries(warploom-fuzz-readers PRIVATE warploom_readers)
    target_link_options(warploom-fuzz-readers PRIVATE -fsanitize=fuzzer)
    warploom_warnings(warploom-fuzz-readers)
  endif()
endfunction()
