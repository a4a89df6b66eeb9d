#include "pipeline/write_python.h"

#include <fmt/format.h>

#include "os/stop_signal.h"
#include "print/launch_printer.h"
#include "print/module_printer.h"
#include "reference/reference.h"

namespace warploom::pipeline {
namespace {

Status CheckFolderIsEmpty(FileSystem& fs, const std::string& folder) {
  if (!fs.Exists(folder)) {
    return {};
  }
  if (!fs.IsDirectory(folder)) {
    return Fail(ErrorKind::kUsage,
                fmt::format("writing kernels to {}: it is a file; choose a new folder", folder));
  }
  WARPLOOM_ASSIGN_OR_RETURN(const auto names, fs.List(folder));
  if (!names.empty()) {
    return Fail(ErrorKind::kUsage,
                fmt::format("writing kernels to {}: it already holds {}; choose a new folder",
                            folder, names.front()));
  }
  return {};
}

// Does not sync: that would take minutes for thousands of files, which can be drawn again.
Status WriteFile(FileSystem& fs, const std::string& path, const std::string& text) {
  WARPLOOM_ASSIGN_OR_RETURN(const auto file, fs.Create(path));
  WARPLOOM_TRY(file->Append(text));
  return file->Close();
}

Status WriteReference(FileSystem& fs, const std::string& stem, const lang::Module& module,
                      const lang::BuiltinTable& builtins) {
  const auto text = reference::PrintReference(module, builtins);
  WARPLOOM_TRY(WriteFile(fs, stem + ".reference.cpp",
                         text ? *text : "// unsupported: " + text.error().message + "\n"));
  return WriteFile(fs, stem + ".launch.json", print::PrintLaunch(module) + "\n");
}

}  // namespace

std::string PythonFileName(uint64_t index, const std::string& entry_point) {
  return fmt::format("k{:06}_{}.py", index, entry_point);
}

Status WritePython(FileSystem& fs, const std::string& folder, uint64_t count, DrawStream& stream,
                   const lang::BuiltinTable& builtins, WriteOptions options) {
  WARPLOOM_TRY(CheckFolderIsEmpty(fs, folder));
  WARPLOOM_TRY(fs.MakeDirectories(folder));
  for (uint64_t i = 0; i < count; ++i) {
    if (StopSignal::Requested()) {
      return Fail(ErrorKind::kInterrupted,
                  fmt::format("writing kernels to {}: stopped on request after {}", folder, i));
    }
    WARPLOOM_ASSIGN_OR_RETURN(const Drawn drawn, stream.Next());
    const std::string& name = drawn.kernel.module.kernel_function().name;
    const std::string path = folder + "/" + PythonFileName(drawn.index, name);
    WARPLOOM_TRY(WriteFile(fs, path, print::PrintModule(drawn.kernel.module, builtins)));
    if (options.reference) {
      WARPLOOM_TRY(WriteReference(fs, path.substr(0, path.size() - std::string_view(".py").size()),
                                  drawn.kernel.module, builtins));
    }
  }
  return fs.SyncDirectory(folder);
}

}  // namespace warploom::pipeline
