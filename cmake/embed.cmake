# warploom_embed(TARGET file...)
#
# Adds a generated .cpp to TARGET that contains the text files as string literals, so that the
# program needs no data files. base/embedded.h gives access to them by their path in the repository
# ("profiles/default.toml"). Call it only once: a program has a single table.
function(warploom_embed target)
  set(output "${CMAKE_BINARY_DIR}/generated/embedded_files.cpp")
  set(names)
  set(paths)
  foreach(file IN LISTS ARGN)
    get_filename_component(path "${file}" ABSOLUTE)
    file(RELATIVE_PATH name "${CMAKE_SOURCE_DIR}" "${path}")
    list(APPEND names "${name}")
    list(APPEND paths "${path}")
  endforeach()
  list(SORT names)
  set(script "${CMAKE_SOURCE_DIR}/cmake/write_embedded.cmake")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" -P "${script}" -- "${CMAKE_SOURCE_DIR}" "${output}" ${names}
    DEPENDS "${script}" ${paths}
    COMMENT "Embedding profiles and tables"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
  set_source_files_properties("${output}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
