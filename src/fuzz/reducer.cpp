#include "fuzz/reducer.h"

#include <array>
#include <utility>

#include "base/check.h"
#include "base/hash.h"
#include "lang/verify.h"
#include "print/launch_printer.h"
#include "print/module_printer.h"
#include "reference/reference.h"

namespace warploom::fuzz {
namespace {

using lang::BuiltinTable;
using lang::Module;

std::vector<Edit> Forms(const Module&, const BuiltinTable&) { return PlainForms(); }
std::vector<Edit> Removals(const Module& module, const BuiltinTable&) {
  return StatementRemovals(module);
}
std::vector<Edit> Nests(const Module& module, const BuiltinTable&) { return Unnestings(module); }
std::vector<Edit> Expressions(const Module& module, const BuiltinTable&) {
  return ExpressionEdits(module);
}
std::vector<Edit> Variables(const Module& module, const BuiltinTable&) {
  return VariableEdits(module);
}
std::vector<Edit> Launches(const Module& module, const BuiltinTable&) {
  return LaunchEdits(module);
}

uint64_t HashOf(const oracle::KernelSource& source) {
  return Hash64(source.launch, Hash64(source.source));
}

}  // namespace

oracle::KernelSource SourceOf(const Module& module, const BuiltinTable& builtins) {
  oracle::KernelSource source = {.name = module.kernel_function().name,
                                 .source = print::PrintModule(module, builtins),
                                 .launch = print::PrintLaunch(module)};
  if (auto reference = reference::PrintReference(module, builtins)) {
    source.reference = *std::move(reference);
  }
  return source;
}

Result<bool> Reducer::Ask(const oracle::KernelSource& source) {
  const auto known = answers_.find(HashOf(source));
  if (known != answers_.end()) {
    return known->second;
  }
  ++asked_;
  WARPLOOM_ASSIGN_OR_RETURN(const std::vector<bool> shows, judge_.Show(std::span(&source, 1)));
  return answers_[HashOf(source)] = shows.front();
}

bool Reducer::Apply(const std::vector<Edit>& edits, std::span<const size_t> which, Module& result) {
  result = current_;
  for (const size_t at : which) {
    edits[at](result);
  }
  return lang::Verify(result, builtins_).has_value();
}

Result<std::vector<size_t>> Reducer::AskRound(const std::vector<Edit>& edits, size_t& next) {
  std::vector<size_t> asked;
  std::vector<oracle::KernelSource> sources;
  Module module;
  for (; next < edits.size() && asked.size() < kRound; ++next) {
    if (!Apply(edits, std::array{next}, module)) {
      continue;
    }
    oracle::KernelSource source = SourceOf(module, builtins_);
    if (answers_.emplace(HashOf(source), false).second) {
      asked.push_back(next);
      sources.push_back(std::move(source));
    }
  }
  if (asked.empty()) {
    return asked;
  }
  asked_ += asked.size();
  WARPLOOM_ASSIGN_OR_RETURN(const std::vector<bool> shows, judge_.Show(sources));
  WARPLOOM_CHECK(shows.size() == asked.size(), "a judge answers for every kernel");
  std::vector<size_t> kept;
  for (size_t i = 0; i < asked.size(); ++i) {
    answers_[HashOf(sources[i])] = shows[i];
    if (shows[i]) {
      kept.push_back(asked[i]);
    }
  }
  return kept;
}

Status Reducer::Keep(const std::vector<Edit>& edits, std::vector<size_t> which) {
  Module module;
  while (which.size() > 1) {
    if (Apply(edits, which, module)) {
      WARPLOOM_ASSIGN_OR_RETURN(const bool shows, Ask(SourceOf(module, builtins_)));
      if (shows) {
        break;
      }
    }
    which.resize((which.size() + 1) / 2);
  }
  WARPLOOM_CHECK(Apply(edits, which, module), "an edit that was asked about is valid");
  current_ = std::move(module);
  return {};
}

Result<bool> Reducer::TryAll(const std::vector<Edit>& edits) {
  bool any = false;
  for (size_t next = 0; next < edits.size() && !HasLimit();) {
    WARPLOOM_ASSIGN_OR_RETURN(const std::vector<size_t> kept, AskRound(edits, next));
    if (!kept.empty()) {
      any = true;
      WARPLOOM_TRY(Keep(edits, kept));
    }
  }
  return any;
}

Result<bool> Reducer::Try(FindEdits find) {
  bool any = false;
  for (bool again = true; again && !HasLimit();) {
    WARPLOOM_ASSIGN_OR_RETURN(again, TryAll(find(current_, builtins_)));
    any = any || again;
  }
  return any;
}

Result<Reduction> Reducer::Reduce(Module module) {
  current_ = std::move(module);
  answers_[HashOf(SourceOf(current_, builtins_))] = true;
  bool progress = true;
  while (progress && !HasLimit()) {
    progress = false;
    for (const FindEdits find :
         {FindEdits{Forms}, FindEdits{Launches}, FindEdits{Removals}, FindEdits{DeclarationEdits},
          FindEdits{Nests}, FindEdits{Variables}, FindEdits{Expressions}}) {
      WARPLOOM_ASSIGN_OR_RETURN(const bool any, Try(find));
      progress = progress || any;
    }
  }
  return Reduction{.module = current_, .asked = asked_, .is_whole = !HasLimit()};
}

}  // namespace warploom::fuzz
