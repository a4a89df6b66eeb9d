#pragma once

#include <optional>
#include <string>

#include "base/error.h"
#include "dataset/request.h"
#include "dataset/sample.h"
#include "lang/builtin_table.h"
#include "synth/profile/profile.h"

namespace warploom::pipeline {

// Draws the kernels of a dataset again, from the numbers that its samples hold.
class Redraw {
 public:
  // `builtins` must outlive it.
  Redraw(const dataset::Request& request, const lang::BuiltinTable& builtins);

  // The sample's reference (src/reference/). Fails with kUsage and a reason for what has none, and
  // with "drawn by another version" when this warploom draws another text.
  Result<std::string> Reference(const dataset::Sample& sample) const;

 private:
  const lang::BuiltinTable& builtins_;
  std::optional<synth::profile::Profile> profile_;  // None if this version cannot read it.
};

}  // namespace warploom::pipeline
