# Parquet::parquet from the pyarrow wheel: its headers and shared libraries.
# WARPLOOM_PYTHON names the interpreter that has pyarrow (default: .venv, then python3).
if(NOT WARPLOOM_PYTHON)
  if(EXISTS "${CMAKE_SOURCE_DIR}/.venv/bin/python")
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
  message(FATAL_ERROR "${WARPLOOM_PYTHON} cannot import pyarrow; run ./quickstart or pip install pyarrow")
endif()
file(GLOB arrow_library "${WARPLOOM_PYARROW_DIR}/libarrow.so.*")
file(GLOB parquet_library "${WARPLOOM_PYARROW_DIR}/libparquet.so.*")
add_library(arrow_wheel SHARED IMPORTED)
set_target_properties(arrow_wheel PROPERTIES IMPORTED_LOCATION "${arrow_library}"
  INTERFACE_INCLUDE_DIRECTORIES "${WARPLOOM_PYARROW_DIR}/include")
add_library(Parquet::parquet SHARED IMPORTED)
set_target_properties(Parquet::parquet PROPERTIES IMPORTED_LOCATION "${parquet_library}"
  INTERFACE_INCLUDE_DIRECTORIES "${WARPLOOM_PYARROW_DIR}/include"
  INTERFACE_LINK_LIBRARIES arrow_wheel)
