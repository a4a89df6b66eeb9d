# warploom_warnings(TARGET): enables the warnings for our own code.
function(warploom_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wconversion -Wshadow -Werror=switch)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # "literal" + std::string triggers it at -O2 (GCC bug 105651, fixed in 13).
    target_compile_options(${target} PRIVATE -Wno-restrict)
  endif()
  if(WARPLOOM_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()

# warploom_layer(NAME [DEPENDS layer...] [LIBRARIES target...]
#                [PRECOMPILE header... | PRECOMPILED_BY layer] [OPTIMIZE level] [GROUPED])
#
# Defines the library warploom_NAME (a/b: warploom_a_b) from src/NAME/**.cpp. If tests are enabled,
# also defines the GoogleTest program warploom_NAME_test from src/NAME/**_test.cpp and the library
# warploom_NAME_fakes from src/NAME/**/fake_*.cpp, with fakes for the tests of this layer and of the
# layers above it.
#
# Most of the compile time is spent parsing headers. Therefore the headers after PRECOMPILE are
# precompiled, which takes about as long as parsing them once; PRECOMPILED_BY uses those of another
# layer. Several sources are compiled at once (a unity build), which requires names in anonymous
# namespaces to be distinct within a layer. GROUPED makes each subfolder a unit of its own. OPTIMIZE 1
# is for code whose run time does not matter.
function(warploom_layer folder)
  cmake_parse_arguments(ARG "GROUPED" "OPTIMIZE;PRECOMPILED_BY" "DEPENDS;LIBRARIES;PRECOMPILE" ${ARGN})
  string(REPLACE "/" "_" name "${folder}")
  list(TRANSFORM ARG_DEPENDS REPLACE "/" "_")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/${folder}/*.cpp")
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  set(fakes ${sources})
  list(FILTER fakes INCLUDE REGEX "/fake_[a-z_]*\\.cpp$")
  list(FILTER fakes EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "(_test|/main|/fake_[a-z_]*)\\.cpp$")
  if(NOT sources)
    return()
  endif()
  add_library(warploom_${name} STATIC ${sources})
  target_include_directories(warploom_${name} PUBLIC "${CMAKE_SOURCE_DIR}/src")
  warploom_warnings(warploom_${name})
  foreach(layer IN LISTS ARG_DEPENDS)
    if(TARGET warploom_${layer})
      target_link_libraries(warploom_${name} PUBLIC warploom_${layer})
    endif()
  endforeach()
  target_link_libraries(warploom_${name} PUBLIC ${ARG_LIBRARIES})
  list(TRANSFORM ARG_PRECOMPILE REPLACE "^([a-z].*)$" "<\\1>")
  if(ARG_PRECOMPILE)
    target_precompile_headers(warploom_${name} PRIVATE ${ARG_PRECOMPILE})
  elseif(ARG_PRECOMPILED_BY)
    string(REPLACE "/" "_" other "${ARG_PRECOMPILED_BY}")
    target_precompile_headers(warploom_${name} REUSE_FROM warploom_${other})
  endif()
  # CMAKE_UNITY_BUILD (the preset tidy) makes one unit of each layer and one of its tests.
  if(NOT CMAKE_UNITY_BUILD)
    set_target_properties(warploom_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 20)
  endif()
  if(ARG_GROUPED)
    set_target_properties(warploom_${name} PROPERTIES UNITY_BUILD_MODE GROUP)
    foreach(source IN LISTS sources)
      get_filename_component(group "${source}" DIRECTORY)
      get_filename_component(group "${group}" NAME)
      set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${group}")
    endforeach()
  endif()
  if(ARG_OPTIMIZE)
    target_compile_options(warploom_${name} PRIVATE "$<$<CONFIG:Release>:-O${ARG_OPTIMIZE}>")
  endif()
  if(WARPLOOM_BUILD_TESTS AND fakes)
    add_library(warploom_${name}_fakes STATIC ${fakes})
    target_link_libraries(warploom_${name}_fakes PUBLIC warploom_${name})
    warploom_warnings(warploom_${name}_fakes)
  endif()
  if(WARPLOOM_BUILD_TESTS AND tests)
    add_executable(warploom_${name}_test ${tests})
    target_link_libraries(warploom_${name}_test
                          PRIVATE warploom_${name} GTest::gmock GTest::gtest_main)
    foreach(layer IN LISTS ARG_DEPENDS ITEMS ${name})
      if(TARGET warploom_${layer}_fakes)
        target_link_libraries(warploom_${name}_test PRIVATE warploom_${layer}_fakes)
      endif()
    endforeach()
    warploom_warnings(warploom_${name}_test)
    target_precompile_headers(warploom_${name}_test
                              PRIVATE <gmock/gmock.h> <gtest/gtest.h> ${ARG_PRECOMPILE})
    target_compile_options(warploom_${name}_test PRIVATE "$<$<CONFIG:Release>:-O1>")
    add_test(NAME ${name} COMMAND warploom_${name}_test WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    set_tests_properties(${name} PROPERTIES TIMEOUT 600)
  endif()
endfunction()
