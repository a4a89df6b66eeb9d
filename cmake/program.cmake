# warploom_program(): the executable `warploom` from src/cli/main.cpp, at the top of the build
# directory.
#
# In the build tree, it finds libarrow in the interpreter's pyarrow (CMake's build RPATH). From a
# wheel, it is installed in site-packages/warploom/bin/, next to the shared libraries that do not
# come from pyarrow; pyarrow is in site-packages/pyarrow/.
function(warploom_program)
  if(NOT EXISTS "${CMAKE_SOURCE_DIR}/src/cli/main.cpp" OR NOT TARGET warploom_cli)
    message(STATUS "src/cli has no program yet: no target warploom")
    return()
  endif()
  add_executable(warploom "${CMAKE_SOURCE_DIR}/src/cli/main.cpp")
  target_link_libraries(warploom PRIVATE warploom_cli)
  warploom_warnings(warploom)
  set_target_properties(warploom PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}"
                                            INSTALL_RPATH "$ORIGIN/../../pyarrow;$ORIGIN")
  if(SKBUILD)
    install(TARGETS warploom RUNTIME DESTINATION warploom/bin)
    warploom_install_library(fmt::fmt)
    warploom_install_library(tomlplusplus::tomlplusplus)
  endif()
endfunction()

# warploom_gpu_run_program(): the executable `warploom-gpu-run`, for machines that have an NVIDIA
# driver and nothing of ours. All but glibc is linked statically: a program without glibc's loader
# cannot load the driver. So it is compiled from its sources once more, with fmt's header-only form.
function(warploom_gpu_run_program)
  if(CMAKE_UNITY_BUILD)
    return()  # The preset tidy: clang-tidy sees these sources in their layers.
  endif()
  file(GLOB sources CONFIGURE_DEPENDS
       "${CMAKE_SOURCE_DIR}/src/json/*.cpp" "${CMAKE_SOURCE_DIR}/src/bundle/*.cpp"
       "${CMAKE_SOURCE_DIR}/src/gpu_run/*.cpp")
  list(FILTER sources EXCLUDE REGEX "(_test|/fake_[a-z_]*)\\.cpp$")
  # Of the lower layers, what it uses: files and standard streams.
  foreach(name base/check base/exit_code base/printable base/version os/clock os/file_descriptor
          os/io_error os/real_file_system os/standard_streams)
    list(APPEND sources "${CMAKE_SOURCE_DIR}/src/${name}.cpp")
  endforeach()
  add_executable(warploom-gpu-run ${sources})
  target_include_directories(warploom-gpu-run PRIVATE "${CMAKE_SOURCE_DIR}/src")
  target_link_libraries(warploom-gpu-run PRIVATE tl::expected fmt::fmt-header-only
                        nlohmann_json::nlohmann_json warploom_zstd ${CMAKE_DL_LIBS})
  warploom_warnings(warploom-gpu-run)
  set_target_properties(warploom-gpu-run PROPERTIES
                        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}"
                        UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)
  target_compile_options(warploom-gpu-run PRIVATE -ffunction-sections
                         "$<$<CONFIG:Release>:-O1>")
  target_link_options(warploom-gpu-run PRIVATE -Wl,--gc-sections -Wl,--as-needed)
  if(NOT WARPLOOM_SANITIZE)
    target_link_options(warploom-gpu-run PRIVATE -static-libgcc -static-libstdc++
                        "$<$<CONFIG:Release>:-s>")
  endif()
  if(SKBUILD)
    install(TARGETS warploom-gpu-run RUNTIME DESTINATION "${SKBUILD_SCRIPTS_DIR}")
  endif()
endfunction()

# warploom_install_library(TARGET): installs a shared library of the system next to the program,
# since the machine that the wheel is installed on may lack it. Does nothing for fetched libraries,
# which are static.
function(warploom_install_library target)
  get_target_property(is_imported ${target} IMPORTED)
  if(NOT is_imported)
    return()
  endif()
  get_target_property(file ${target} LOCATION)
  if(NOT file MATCHES "\\.so")
    return()
  endif()
  file(REAL_PATH "${file}" file)
  # The loader looks for the SONAME of the library, not for the name it was linked by.
  execute_process(COMMAND "${CMAKE_READELF}" -d "${file}" OUTPUT_VARIABLE dynamic
                  COMMAND_ERROR_IS_FATAL ANY)
  if(NOT dynamic MATCHES "SONAME[^[]*\\[([^]]+)\\]")
    message(FATAL_ERROR "${file} has no SONAME, so it cannot be put into the wheel")
  endif()
  install(PROGRAMS "${file}" DESTINATION warploom/bin RENAME "${CMAKE_MATCH_1}")
endfunction()

# warploom_benchmarks(): a Google Benchmark program for each bench/NAME_bench.cpp, in bench/ of the
# build directory. Built by `--target benchmarks`, not by default.
function(warploom_benchmarks)
  add_custom_target(benchmarks)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/bench/*_bench.cpp")
  foreach(source IN LISTS sources)
    get_filename_component(name "${source}" NAME_WE)
    add_executable(${name} EXCLUDE_FROM_ALL "${source}")
    target_link_libraries(${name} PRIVATE warploom_cli benchmark::benchmark_main)
    warploom_warnings(${name})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bench")
    add_dependencies(benchmarks ${name})
  endforeach()
endfunction()
