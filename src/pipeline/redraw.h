#pragma once

#include <optional>
#include <string>

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

  // The sample's reference (src/reference/), or a comment that says why it has none, such as "drawn
  // by another version" when this warploom draws another text.
  std::string Reference(const dataset::Sample& sample) const;

 private:
  const lang::BuiltinTable& builtins_;
  std::optional<synth::profile::Profile> profile_;  // None if this version cannot read it.
};

}  // namespace warploom::pipeline
