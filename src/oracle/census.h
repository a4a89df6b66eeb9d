#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "json/value.h"
#include "oracle/python_finder.h"
#include "os/subprocess.h"

namespace warploom::oracle {

// The kernels that are compared: real ones, and those of a dataset.
enum class CensusSide { kReal, kData };

// What was read of a side.
struct CensusTexts {
  uint64_t kernels = 0;
  uint64_t functions = 0;   // Functions that kernels call.
  uint64_t unreadable = 0;  // Texts that are not Python.
  std::string first_unreadable;
};

// The shapes of up to that many nodes.
struct CensusShapes {
  uint64_t nodes = 0;
  uint64_t all = 0;     // Of the real kernels.
  uint64_t shown = 0;   // The data has them, too.
  uint64_t wholly = 0;  // Real units of which the data shows all of these shapes.
};

// A shape of real kernels that the data lacks.
struct MissingShape {
  std::vector<std::string> shape;  // From the node up to its grandparent.
  uint64_t kernels = 0;            // Real units that have it.
  bool follows = false;            // A missing shape that is part of it says the same.
  std::string file;
  uint64_t line = 0;
  std::string source;  // The statement there.
};

// Python defines what a shape is: python/warploom/shapes.py.
struct CensusReport {
  CensusTexts real, data;
  uint64_t units = 0;  // Real functions, or whole texts where each text is one kernel.
  std::vector<CensusShapes> shapes;
  std::vector<MissingShape> missing;  // The most frequent first.
  json::Value json;                   // All of the above, as Python sent it.
};

// A Python process that compares the shapes of kernels; docs/protocol.md has its messages. Errors
// are kUsage and kIo when texts cannot be read, kWorker when the process does not answer.
class Census {
 public:
  // `on_progress` receives the number of kernels read so far.
  static Result<std::unique_ptr<Census>> Start(const PythonCommand& python,
                                               std::function<void(uint64_t)> on_progress);

  // Has Python read all kernels of a folder, a file or, of the real side, a package.
  Status Find(CensusSide side, const std::string& place);

  // Adds the text of one kernel. Waits when the process is behind; errors are reported by Finish().
  void Add(CensusSide side, std::string_view name, std::string_view source);

  Result<CensusReport> Finish();

 private:
  Census() = default;
  void Send(const json::Value& message);
  void Turn();  // Waits for a moment, then takes what has arrived.
  void Take(const std::string& line);
  Status Failure() const;  // An error once the process has told one or has ended without an answer.

  std::unique_ptr<Subprocess> process_;
  std::function<void(uint64_t)> on_progress_;
  uint64_t places_asked_ = 0, places_found_ = 0;
  Status problem_;
  json::Value report_;
};

}  // namespace warploom::oracle
