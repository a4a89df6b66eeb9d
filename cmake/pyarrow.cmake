# Parquet::parquet from the pyarrow wheel: its headers and shared libraries.
#
# WARPLOOM_PYTHON is the interpreter that has pyarrow. By default, it is the one that runs pip, else
# that of .venv, else python3. Imported targets are SYSTEM, so Arrow's headers give no warnings.
if(NOT WARPLOOM_PYTHON)
  if(SKBUILD)
    set(WARPLOOM_PYTHON "${Python_EXECUTABLE}")
  elseif(EXISTS "${CMAKE_SOURCE_DIR}/.venv/bin/python")
    set(WARPLOOM_PYTHON "${CMAKE_SOURCE_DIR}/.venv/bin/python")
  else()
    find_program(WARPLOOM_PYTHON python3 REQUIRED)
  endif()
endif()
execute_process(
  COMMAND "${WARPLOOM_PYTHON}" -c "import pyarrow, os; print(os.path.dirname(pyarrow.__file__))"
  OUTPUT_VARIABLE WARPLOOM_PYARROW_DIR OUTPUT_STRIP_TRAILING_WHITESPACE
  RESULT_VARIABLE status ERROR_QUIET)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${WARPLOOM_PYTHON} cannot import pyarrow; run ./quickstart, or install "
                      "python/requirements.txt and pass -DWARPLOOM_PYTHON=<that python>")
endif()
file(GLOB arrow_library "${WARPLOOM_PYARROW_DIR}/libarrow.so.*")
file(GLOB parquet_library "${WARPLOOM_PYARROW_DIR}/libparquet.so.*")
foreach(library arrow_library parquet_library)
  list(SORT ${library})
  list(LENGTH ${library} count)
  if(count EQUAL 0)
    message(FATAL_ERROR "the pyarrow in ${WARPLOOM_PYARROW_DIR} carries no ${library}; warploom "
                        "needs the wheel from PyPI: pip install -r python/requirements.txt")
  endif()
  list(GET ${library} 0 ${library})
endforeach()
# pip installs pyarrow in a new temporary folder for each build. The headers are included through a
# link in the build folder, so that the paths stay the same for ccache.
set(arrow_headers "${CMAKE_BINARY_DIR}/pyarrow_include")
file(CREATE_LINK "${WARPLOOM_PYARROW_DIR}/include" "${arrow_headers}" SYMBOLIC)
add_library(arrow_wheel SHARED IMPORTED)
set_target_properties(arrow_wheel PROPERTIES IMPORTED_LOCATION "${arrow_library}"
  INTERFACE_INCLUDE_DIRECTORIES "${arrow_headers}")
add_library(Parquet::parquet SHARED IMPORTED)
set_target_properties(Parquet::parquet PROPERTIES IMPORTED_LOCATION "${parquet_library}"
  INTERFACE_INCLUDE_DIRECTORIES "${arrow_headers}"
  INTERFACE_LINK_LIBRARIES arrow_wheel)
