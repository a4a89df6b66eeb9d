#pragma once

#include <string_view>
#include <vector>

#include "synth/sketch/author_style.h"
#include "synth/sketch/draft.h"
#include "synth/sketch/fresh_names.h"
#include "synth/sketch/name.h"
#include "synth/sketch/record_types.h"

namespace warploom::synth {

// The kernel's arguments, each with the plan by which it is filled at launch. A helper function
// cannot create one.
class Arguments {
 public:
  Arguments(Draft& draft, const AuthorStyle& style, FreshNames& names, const RecordTypes& records)
      : draft_(draft), style_(style), names_(names), records_(records) {}

  // A scalar, vec, mat, quat or transform filled from [low, high]. An argument of an earlier motif
  // that has the given name and type and a range within this one is used again.
  Val NewArg(lang::Type type, double low, double high, std::string_view name, lang::Fill fill);
  // An int whose value at launch is exactly `value`, such as n or width. The same value and name
  // give the same argument again.
  Val SizeArg(int value, const Name& words);
  Val NewRecordArg(lang::Type record, std::string_view name);
  // Makes the arrays of a record argument outputs, which the kernel may write to.
  void MarkOutputs(const Val& record);
  // An argument of any type, with a plan of the caller's.
  Val NewParam(lang::Type type, std::string_view name, lang::ArgPlan plan);
  const lang::ArgPlan& PlanOf(const Val& param) const;

  // Starts another motif, which may share the arguments so far.
  void BeginMotif() { earlier_ = params_.size(); }
  // An input of an earlier motif with this name and type, filled the same way within the wanted
  // range: authors do not pass a second dt. An invalid id if there is none.
  lang::VarId FindShared(std::string_view name, lang::Type type, const lang::ArgPlan& wanted) const;
  bool Has(lang::VarId var) const;
  // Whether this is the argument made last, by the current motif.
  bool IsNewest(lang::VarId var) const {
    return params_.size() > earlier_ && params_.back() == var;
  }
  // All arguments in the order of the signature; the launch gets their plans.
  std::vector<lang::VarId> FinishParams();

 private:
  struct SizeArgument {
    int value;
    Val arg;
  };

  Draft& draft_;
  const AuthorStyle& style_;
  FreshNames& names_;
  const RecordTypes& records_;
  std::vector<lang::VarId> params_;   // In order of creation.
  std::vector<lang::ArgPlan> plans_;  // One for each of params_.
  std::vector<SizeArgument> sizes_;
  size_t earlier_ = 0;  // How many of params_ earlier motifs made.
};

}  // namespace warploom::synth
