#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "synth/sketch/arguments.h"
#include "synth/sketch/control_flow.h"
#include "synth/sketch/draft.h"
#include "synth/sketch/fresh_names.h"
#include "synth/sketch/name.h"
#include "synth/sketch/record_types.h"

namespace warploom::synth {

// Local variables: assignment, what is known of them afterwards, and which of them expressions may
// read.
class Variables {
 public:
  Variables(Draft& draft, FreshNames& names, RecordTypes& records, const Arguments& arguments,
            ControlFlow& control_flow)
      : draft_(draft),
        names_(names),
        records_(records),
        arguments_(arguments),
        control_flow_(control_flow) {}

  // name = value, under a unique name; without one, under a name of the theme's. A value that is a
  // variable already is returned as it is.
  Val Let(const Val& value, const Name& words);
  // A variable that loops or branches change later: name = float(0.0). Its range is `bound` at all
  // times (by default unknown), which the caller guarantees.
  Val Mutable(const Val& init, const Name& words, const ValueRange& bound);
  // variable = value and variable op= value, for a Mutable, or for a Let outside of loops that
  // begin after it.
  void Set(Val& variable, const Val& value);
  void Update(Val& variable, lang::BinaryOp op, const Val& value);
  // part = value and part op= value, for a component, field or element of a Mutable.
  void SetPart(const Val& part, const Val& value);
  void UpdatePart(const Val& part, lang::BinaryOp op, const Val& value);
  // a, b = call
  std::vector<Val> Unpack(std::span<const std::string_view> names, const Val& call,
                          std::span<const lang::Type> types, std::span<const ValueRange> ranges);

  // Keeps drawing from reading the variable (an accumulator inside its loop), or allows it again.
  void Hide(const Val& variable, bool hidden);
  // Lets drawing read a value that is not a variable, such as a struct's field.
  void Offer(const Val& value);
  void OfferFields(const Val& base);

  // A value that the motifs of a kernel share under a key, such as the index of a neighbour. Recall
  // gives an invalid Val if there is none whose variable is in scope.
  void Remember(std::string_view key, const Val& value);
  Val Recall(std::string_view key);

  // Tells that `element` is the thread's own element of this input array, so that a variable made
  // from it next stands for the element.
  void NoteOwnElement(lang::ExprId element, int array) { last_own_ = {element, array}; }

 private:
  Val Declare(const Val& value, std::string_view name, const ValueRange& value_range,
              bool is_mutable);
  Val LetByBranch(const Val& value, std::string_view name);
  Val AsVariable(Val init);

  Draft& draft_;
  FreshNames& names_;
  RecordTypes& records_;
  const Arguments& arguments_;
  ControlFlow& control_flow_;
  std::vector<std::pair<std::string, Val>> notes_;
  std::pair<lang::ExprId, int> last_own_ = {{}, -1};
};

}  // namespace warploom::synth
