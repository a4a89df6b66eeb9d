# Settings for all targets, fetched libraries included: ccache and sanitizers.

if(WARPLOOM_CCACHE)
  find_program(WARPLOOM_CCACHE_PROGRAM ccache)
  mark_as_advanced(WARPLOOM_CCACHE_PROGRAM)
  if(WARPLOOM_CCACHE_PROGRAM)
    # Paths below the checkout are cached as relative ones, so a second clone compiles nothing anew.
    # Comments count: g++ tells the headers in a precompiled one by their bytes, so that one made
    # before a comment changed would not do.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1 CCACHE_COMMENTS=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        "${WARPLOOM_CCACHE_PROGRAM}")
    # ccache's manual asks for it where headers are precompiled.
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
      add_compile_options(-fpch-preprocess)
    elseif(CMAKE_CXX_COMPILER_ID MATCHES Clang)
      # Else a precompiled header from the cache is refused where a checkout has other file times.
      add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
    endif()
  endif()
endif()

if(WARPLOOM_SANITIZE)
  add_compile_options("-fsanitize=${WARPLOOM_SANITIZE}" -fno-sanitize-recover=all
                      -fno-omit-frame-pointer -D_GLIBCXX_ASSERTIONS)
  add_link_options("-fsanitize=${WARPLOOM_SANITIZE}")
endif()

# -O3 compiles longer and draws no faster.
string(REPLACE "-O3" "-O2" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
