#pragma once

#include "pipeline/reporter.h"

namespace warploom::pipeline {

// Ignores everything.
class FakeReporter final : public Reporter {
 public:
  void OnProgress(const Progress& /*progress*/) override {}
  void OnNote(std::string_view /*sentence*/) override {}
};

}  // namespace warploom::pipeline
