# Settings for all targets, including fetched libraries: ccache and sanitizers.

if(WARPLOOM_CCACHE)
  find_program(WARPLOOM_CCACHE_PROGRAM ccache)
  mark_as_advanced(WARPLOOM_CCACHE_PROGRAM)
  if(WARPLOOM_CCACHE_PROGRAM)
    # Paths in the checkout are hashed as relative paths, so a second clone uses the same cache.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        "${CMAKE_SOURCE_DIR}/cmake/ccache.sh" "${WARPLOOM_CCACHE_PROGRAM}")
    # ccache requires this option for precompiled headers.
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
      add_compile_options(-fpch-preprocess)
    elseif(CMAKE_CXX_COMPILER_ID MATCHES Clang)
      # Otherwise clang rejects a cached precompiled header if the file times of the checkout
      # differ.
      add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
    endif()
  endif()
endif()

if(WARPLOOM_SANITIZE)
  add_compile_options("-fsanitize=${WARPLOOM_SANITIZE}" -fno-sanitize-recover=all
                      -fno-omit-frame-pointer -D_GLIBCXX_ASSERTIONS)
  add_link_options("-fsanitize=${WARPLOOM_SANITIZE}")
endif()

if(WARPLOOM_FUZZERS)
  add_compile_options(-fsanitize=fuzzer-no-link)  # Tells libFuzzer which branches an input takes.
endif()

# -O3 takes longer to compile and makes the program no faster.
string(REPLACE "-O3" "-O2" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
