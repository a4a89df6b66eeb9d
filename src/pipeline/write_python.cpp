#include "pipeline/write_python.h"

#include <fmt/format.h>

#include <vector>

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

// Writes files and, unless Keep() is called, removes them again, with the folder if it is new and
// then empty: a run that failed can be repeated in the same folder.
class NewFiles {
 public:
  NewFiles(FileSystem& fs, const std::string& folder, bool folder_is_new)
      : fs_(fs), folder_(folder), folder_is_new_(folder_is_new) {}
  NewFiles(const NewFiles&) = delete;
  NewFiles& operator=(const NewFiles&) = delete;
  ~NewFiles() {
    if (keep_) {
      return;
    }
    for (const std::string& path : paths_) {
      (void)fs_.Remove(path);
    }
    if (folder_is_new_) {
      (void)fs_.Remove(folder_);
    }
  }

  // Does not sync: that would take minutes for thousands of files, which can be drawn again.
  Status Write(const std::string& path, const std::string& text) {
    WARPLOOM_ASSIGN_OR_RETURN(const auto file, fs_.Create(path));
    paths_.push_back(path);
    WARPLOOM_TRY(file->Append(text));
    return file->Close();
  }

  void Keep() { keep_ = true; }

 private:
  FileSystem& fs_;
  const std::string& folder_;
  const bool folder_is_new_;
  std::vector<std::string> paths_;
  bool keep_ = false;
};

Status WriteReference(NewFiles& files, const std::string& stem, const lang::Module& module,
                      const lang::BuiltinTable& builtins) {
  WARPLOOM_TRY(
      files.Write(stem + ".reference.cpp", reference::PrintReferenceOrReason(module, builtins)));
  return files.Write(stem + ".launch.json", print::PrintLaunch(module) + "\n");
}

}  // namespace

std::string PythonFileName(uint64_t index, const std::string& entry_point) {
  return fmt::format("k{:06}_{}.py", index, entry_point);
}

Status WritePython(FileSystem& fs, const std::string& folder, uint64_t count, DrawStream& stream,
                   const lang::BuiltinTable& builtins, WriteOptions options) {
  WARPLOOM_TRY(CheckFolderIsEmpty(fs, folder));
  const bool folder_is_new = !fs.Exists(folder);
  WARPLOOM_TRY(fs.MakeDirectories(folder));
  NewFiles files(fs, folder, folder_is_new);
  for (uint64_t i = 0; i < count; ++i) {
    if (StopSignal::Requested()) {
      return Fail(ErrorKind::kInterrupted,
                  fmt::format("writing kernels to {}: stopped on request after {}", folder, i));
    }
    WARPLOOM_ASSIGN_OR_RETURN(const Drawn drawn, stream.Next());
    const std::string& name = drawn.kernel.module.kernel_function().name;
    const std::string path = folder + "/" + PythonFileName(drawn.index, name);
    WARPLOOM_TRY(files.Write(path, print::PrintModule(drawn.kernel.module, builtins)));
    if (options.reference) {
      WARPLOOM_TRY(WriteReference(files,
                                  path.substr(0, path.size() - std::string_view(".py").size()),
                                  drawn.kernel.module, builtins));
    }
  }
  files.Keep();
  return fs.SyncDirectory(folder);
}

}  // namespace warploom::pipeline
