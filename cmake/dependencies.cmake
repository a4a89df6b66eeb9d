# External libraries: those of the system if installed, otherwise pinned upstream commits.
include(FetchContent)

# warploom_dependency(NAME REPOSITORY url COMMIT hash [SUBDIR folder] [FIND argument...])
#
# Looks for the package NAME on the system first; FIND adds arguments to find_package. If there is
# none, fetches COMMIT (a hash, because tags can move) and builds the CMakeLists.txt in SUBDIR.
# -DFETCHCONTENT_TRY_FIND_PACKAGE_MODE=NEVER fetches all packages.
function(warploom_dependency name)
  cmake_parse_arguments(ARG "" "REPOSITORY;COMMIT;SUBDIR" "FIND" ${ARGN})
  # Build the fetched projects as static libraries, without tests, tools and installation.
  set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)
  foreach(option BUILD_SHARED_LIBS BUILD_TESTING FMT_INSTALL EXPECTED_BUILD_TESTS INSTALL_GTEST
                 BENCHMARK_ENABLE_TESTING BENCHMARK_ENABLE_INSTALL ZSTD_BUILD_PROGRAMS
                 ZSTD_BUILD_SHARED ZSTD_BUILD_TESTS XXHASH_BUILD_XXHSUM)
    set(${option} OFF)
  endforeach()
  FetchContent_Declare(${name} GIT_REPOSITORY "${ARG_REPOSITORY}" GIT_TAG "${ARG_COMMIT}"
                       SOURCE_SUBDIR "${ARG_SUBDIR}" SYSTEM FIND_PACKAGE_ARGS ${ARG_FIND})
  FetchContent_MakeAvailable(${name})
endfunction()

warploom_dependency(tl-expected REPOSITORY https://github.com/TartanLlama/expected.git
                    COMMIT 292eff8bd8ee230a7df1d6a1c00c4ea0eb2f0362)  # 1.1.0
warploom_dependency(fmt REPOSITORY https://github.com/fmtlib/fmt.git
                    COMMIT a33701196adfad74917046096bf5a2aa0ab0bb50  # 9.1.0
                    FIND 9)
warploom_dependency(tomlplusplus REPOSITORY https://github.com/marzer/tomlplusplus.git
                    COMMIT 30172438cee64926dc41fdd9c11fb3ba5b2ba9de)  # 3.4.0
warploom_dependency(nlohmann_json REPOSITORY https://github.com/nlohmann/json.git
                    COMMIT bc889afb4c5bf1c0d8ee29ef35eaaf4c8bef8a5d  # 3.11.2
                    FIND 3.10)
warploom_dependency(CLI11 REPOSITORY https://github.com/CLIUtils/CLI11.git
                    COMMIT 291c58789c031208f08f4f261a858b5b7083e8e2  # 2.3.2
                    FIND 2)
# The static library, so that warploom-gpu-run needs none where it is carried to.
warploom_dependency(zstd REPOSITORY https://github.com/facebook/zstd.git
                    COMMIT 945f27758c0fd67b636103a38dbf050266c6b90a  # 1.5.4
                    SUBDIR build/cmake
                    FIND 1.5)
if(TARGET zstd::libzstd_static)
  add_library(warploom_zstd ALIAS zstd::libzstd_static)
else()
  # zstd_SOURCE_DIR is the folder of its CMakeLists.txt.
  target_include_directories(libzstd_static SYSTEM INTERFACE "${zstd_SOURCE_DIR}/../../lib")
  add_library(warploom_zstd ALIAS libzstd_static)
endif()
if(WARPLOOM_BUILD_TESTS)
  enable_testing()
  warploom_dependency(GTest REPOSITORY https://github.com/google/googletest.git
                      COMMIT 58d77fa8070e8cec2dc1ed015d66b454c8d78850  # 1.12.1
                      FIND 1.12)
endif()
if(WARPLOOM_BUILD_BENCH)
  warploom_dependency(benchmark REPOSITORY https://github.com/google/benchmark.git
                      COMMIT d572f4777349d43653b21d6c2fc63020ab326db2)  # 1.7.1
endif()

# Debian's xxHash has no CMake package, but a pkg-config file. The target name is ours.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(XXHASH QUIET IMPORTED_TARGET libxxhash)
endif()
if(TARGET PkgConfig::XXHASH)
  add_library(xxhash ALIAS PkgConfig::XXHASH)
else()
  # Its CMakeLists.txt defines the target `xxhash` itself.
  warploom_dependency(libxxhash REPOSITORY https://github.com/Cyan4973/xxHash.git
                      COMMIT bbb27a5efb85b92a0486cf361a8635715a53f6ba  # 0.8.2
                      SUBDIR cmake_unofficial)
endif()

# OpenSSL::Crypto, for SHA-256. Always the system's library.
find_package(OpenSSL REQUIRED COMPONENTS Crypto)

include(pyarrow)
