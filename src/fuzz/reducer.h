#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "fuzz/edits.h"
#include "lang/builtin_table.h"
#include "lang/module.h"
#include "oracle/protocol.h"

namespace warploom::fuzz {

// Says which kernels show the fault that is being reduced.
class Judge {
 public:
  virtual ~Judge() = default;
  // One answer for each kernel, in order.
  virtual Result<std::vector<bool>> Show(std::span<const oracle::KernelSource> kernels) = 0;
};

// The kernel as a worker gets it: source, launch and reference ("" where there is none).
oracle::KernelSource SourceOf(const lang::Module& module, const lang::BuiltinTable& builtins);

struct Reduction {
  lang::Module module;
  uint64_t asked = 0;     // How many kernels the judge has seen.
  bool is_whole = false;  // No edit of the last module shows the fault; else the limit was reached.
};

// Delta debugging (Zeller and Hildebrandt, 2002) on the AST: tries edits as long as some keep the
// fault. Every kernel that it asks about passes lang::Verify, and is asked once. The questions come
// in rounds of a fixed size, so that several workers can share them, and the result does not depend
// on how many there are.
class Reducer {
 public:
  static constexpr size_t kRound = 16;

  Reducer(const lang::BuiltinTable& builtins, Judge& judge, uint64_t most_asked)
      : builtins_(builtins), judge_(judge), most_asked_(most_asked) {}

  // The smallest module that is found. `module` must show the fault.
  Result<Reduction> Reduce(lang::Module module);

 private:
  using FindEdits = std::vector<Edit> (*)(const lang::Module&, const lang::BuiltinTable&);

  // Whether any edit was kept.
  Result<bool> Try(FindEdits find);
  Result<bool> TryAll(const std::vector<Edit>& edits);
  // The edits of one round that keep the fault, as indices; `next` is where the round ended.
  Result<std::vector<size_t>> AskRound(const std::vector<Edit>& edits, size_t& next);
  // Keeps as many of the edits at once as still show the fault.
  Status Keep(const std::vector<Edit>& edits, std::vector<size_t> which);
  // The current module after the edits; false if it is no valid module.
  bool Apply(const std::vector<Edit>& edits, std::span<const size_t> which, lang::Module& result);
  Result<bool> Ask(const oracle::KernelSource& source);
  bool HasLimit() const { return asked_ >= most_asked_; }

  const lang::BuiltinTable& builtins_;
  Judge& judge_;
  uint64_t most_asked_;
  uint64_t asked_ = 0;
  lang::Module current_;
  std::map<uint64_t, bool> answers_;  // By the hash of what was asked.
};

}  // namespace warploom::fuzz
