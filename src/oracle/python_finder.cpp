#include "oracle/python_finder.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>

namespace warploom::oracle {
namespace {

namespace stdfs = std::filesystem;

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool IsFile(FileSystem& fs, const std::string& path) {
  return fs.Exists(path) && !fs.IsDirectory(path);
}

// The folders that contain the file, the innermost first.
std::vector<std::string> FoldersAbove(const std::string& file) {
  std::vector<std::string> folders;
  for (stdfs::path at = stdfs::path(file).parent_path(); !at.empty(); at = at.parent_path()) {
    folders.push_back(at.string());
    if (at == at.root_path()) {
      break;
    }
  }
  return folders;
}

std::optional<std::string> OnPath(FileSystem& fs, const std::string& name,
                                  const std::string& path) {
  size_t begin = 0;
  while (begin <= path.size()) {
    const size_t end = std::min(path.find(':', begin), path.size());
    const std::string folder = path.substr(begin, end - begin);
    std::string candidate = (folder.empty() ? "." : folder) + "/" + name;
    if (IsFile(fs, candidate)) {
      return candidate;
    }
    begin = end + 1;
  }
  return std::nullopt;
}

// A program that the user named: a path, or a name to look up on PATH.
Result<std::string> Named(FileSystem& fs, const std::string& program, std::string_view by,
                          const std::string& path) {
  const bool is_path = program.find('/') != std::string::npos;
  std::optional<std::string> found = is_path ? std::optional(program) : OnPath(fs, program, path);
  if (!found || !IsFile(fs, *found)) {
    return Fail(ErrorKind::kEnvironment,
                fmt::format("looking for Python: {} names \"{}\", which {}; name a Python that has "
                            "warp-lang installed",
                            by, program, is_path ? "is not a file" : "is not on PATH"));
  }
  return *found;
}

tl::unexpected<Error> Unreadable(const std::string& environment) {
  return Fail(ErrorKind::kEnvironment,
              fmt::format("looking for Python: the environment {} has no interpreter that can be "
                          "read; repair it, or name a Python with --python",
                          environment));
}

// The folder that holds the Python package of this program: the source tree's, or site-packages.
std::optional<std::string> PackageFolder(FileSystem& fs, const std::string& binary,
                                         const std::optional<std::string>& source_tree) {
  if (source_tree) {
    return *source_tree + "/python";
  }
  for (const std::string& folder : FoldersAbove(binary)) {
    if (IsFile(fs, folder + "/warploom/worker.py")) {
      return folder;
    }
  }
  return std::nullopt;
}

bool Lists(std::string_view folders, std::string_view folder) {
  return fmt::format(":{}:", folders).find(fmt::format(":{}:", folder)) != std::string::npos;
}

// What keeps the user's other Python work out of a worker. A module on PYTHONPATH would hide that
// of the same name which is installed, be it warp or json; so its folders are handed to the worker,
// which looks there last. PYTHONHOME is for another Python than the one that was found. An empty
// variable counts as none.
std::vector<std::pair<std::string, std::string>> IsolatedFrom(
    const std::string& pythonpath, const std::optional<std::string>& source_tree,
    const std::optional<std::string>& package) {
  // An installed package needs no path, unless it was installed in a folder of PYTHONPATH.
  const bool is_needed = package && (source_tree || Lists(pythonpath, *package));
  return {{"PYTHONPATH", is_needed ? *package : ""},
          {"PYTHONHOME", ""},
          {"WARPLOOM_PYTHONPATH", pythonpath}};
}

// The interpreter of a virtual environment: the link itself, not its target, since Python finds the
// environment by the location of the link. One without an interpreter is broken: taking another
// Python instead would only hide it.
Result<std::optional<std::string>> PythonOf(FileSystem& fs, const std::string& environment) {
  if (!IsFile(fs, environment + "/pyvenv.cfg")) {
    return std::nullopt;
  }
  for (const char* name : {"/bin/python3", "/bin/python"}) {
    if (IsFile(fs, environment + name)) {
      return environment + name;
    }
  }
  return Unreadable(environment);
}

bool IsSourceTree(FileSystem& fs, const std::string& folder) {
  return IsFile(fs, folder + "/CMakeLists.txt") &&
         IsFile(fs, folder + "/python/warploom/worker.py");
}

// The source folder that a CMake build folder was made from.
std::optional<std::string> SourceOfBuild(FileSystem& fs, const std::string& build_folder) {
  const std::string cache = build_folder + "/CMakeCache.txt";
  if (!IsFile(fs, cache)) {
    return std::nullopt;
  }
  constexpr std::string_view kKey = "\nCMAKE_HOME_DIRECTORY:INTERNAL=";
  const std::string text = fs.Read(cache).value_or("");
  const size_t at = text.find(kKey);
  if (at == std::string::npos) {
    return std::nullopt;
  }
  const size_t begin = at + kKey.size();
  return text.substr(begin, text.find('\n', begin) - begin);
}

// The source tree that contains the binary, or from which the binary's build folder was made.
std::optional<std::string> SourceTreeOf(FileSystem& fs, const std::string& binary) {
  for (const std::string& folder : FoldersAbove(binary)) {
    std::string source = SourceOfBuild(fs, folder).value_or(folder);
    if (IsSourceTree(fs, source)) {
      return source;
    }
  }
  return std::nullopt;
}

struct Found {
  std::string python, by;
};

Result<Found> FindInterpreter(FileSystem& fs, const PythonSearch& search,
                              const std::optional<std::string>& source_tree) {
  if (!search.option.empty()) {
    WARPLOOM_ASSIGN_OR_RETURN(auto python, Named(fs, search.option, "--python", search.path));
    return Found{std::move(python), "--python"};
  }
  if (!search.variable.empty()) {
    WARPLOOM_ASSIGN_OR_RETURN(auto python,
                              Named(fs, search.variable, "WARPLOOM_PYTHON", search.path));
    return Found{std::move(python), "WARPLOOM_PYTHON"};
  }
  for (const std::string& folder : FoldersAbove(search.binary)) {
    WARPLOOM_ASSIGN_OR_RETURN(auto python, PythonOf(fs, folder));
    if (python) {
      return Found{std::move(*python), "the environment of this program"};
    }
  }
  if (source_tree) {
    const std::string environment = *source_tree + "/.venv";
    WARPLOOM_ASSIGN_OR_RETURN(auto python, PythonOf(fs, environment));
    if (python) {
      return Found{std::move(*python), "the source tree's .venv"};
    }
    if (fs.Kind(environment) != EntryKind::kNothing) {
      return Unreadable(environment);
    }
  }
  if (auto python = OnPath(fs, "python3", search.path)) {
    return Found{std::move(*python), "PATH"};
  }
  return Fail(ErrorKind::kEnvironment,
              "looking for Python: there is no virtual environment around this program and no "
              "python3 on PATH; install Python with warp-lang, or name one with --python or "
              "WARPLOOM_PYTHON");
}

}  // namespace

PythonSearch PythonSearch::FromProcess(std::string option) {
  std::error_code error;
  return {.option = std::move(option),
          .variable = Variable("WARPLOOM_PYTHON"),
          .path = Variable("PATH"),
          .pythonpath = Variable("PYTHONPATH"),
          .binary = stdfs::read_symlink("/proc/self/exe", error).string()};
}

void PythonCommand::ApplyTo(PoolOptions& options) const {
  SubprocessOptions process = Running("warploom.worker");
  options.command = worker;
  options.environment.insert(options.environment.end(), process.environment.begin(),
                             process.environment.end());
}

SubprocessOptions PythonCommand::Running(const std::string& module) const {
  SubprocessOptions options{.argv = {python, "-m", module}, .environment = environment};
  // Otherwise a types.py in the current folder would break Python before the module's first line.
  options.environment.emplace_back("PYTHONSAFEPATH", "1");
  // Warp numbers what a loop changes in the order of a set of names (_src/codegen.py,
  // _promote_mutated_iter_constants), which otherwise differs from process to process.
  options.environment.emplace_back("PYTHONHASHSEED", "0");
  return options;
}

Result<PythonCommand> FindPython(FileSystem& fs, const PythonSearch& search) {
  const std::optional<std::string> source_tree = SourceTreeOf(fs, search.binary);
  WARPLOOM_ASSIGN_OR_RETURN(Found found, FindInterpreter(fs, search, source_tree));
  PythonCommand command{.python = found.python,
                        .found_by = std::move(found.by),
                        .worker = {found.python, "-m", "warploom.worker"},
                        .environment = {}};
  command.environment =
      IsolatedFrom(search.pythonpath, source_tree, PackageFolder(fs, search.binary, source_tree));
  return command;
}

}  // namespace warploom::oracle
