#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "synth/kit/input_arrays.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::kit {

// Operands, conditions and statements with the freedom of the grammar: wherever the type fits, an
// argument, an element, a field, a counter, a constant, a call or a combination of these may stand.
// What is missing becomes an argument, and every value is safe by its range, as elsewhere.
//
// The statements work on two results, a float and a counter, which Finish stores.
class FreeCode {
 public:
  // NUM_TYPES, STRIDE...: a small integer at module level.
  static Val NewConstant(Sketch& s);

  explicit FreeCode(Sketch& s);
  // Inside a helper function, which sees its parameters alone: operands are these values, elements
  // of these arrays (of Sketch::arrays()) and numbers, and there are no results to change.
  FreeCode(Sketch& s, std::vector<Val> parameters, std::vector<int> arrays,
           std::vector<Val> constants, const Val& record = {});

  // An int32, a float and a condition of at most `depth` operations. The integer's range is within
  // [-1000, 1000].
  Val Integer(int depth);
  Val Real(int depth);
  Val Condition(int depth);
  std::vector<Val> Conditions(int64_t count, int depth);
  // A condition whose value is a bool, not bits or an array.
  Val Predicate(int depth);
  // An integer, a float or a predicate.
  Val Expression(lang::Type type, int depth);

  // Names a few values that the statements then use.
  void NameValues();
  // Statements whose blocks nest at most `depth` deep.
  void Statements(int depth, int64_t count);
  void Finish();

 private:
  // free_operands.cpp
  Val IntegerLeaf();
  Val IntegerOperation(int depth);
  Val IntegerElement();
  Val RightInteger(lang::BinaryOp op, int depth);
  Val CallHelper(lang::Type type);
  Val CallLookup(lang::Type type);
  Val Constant();
  Val Cell();
  Val Local(lang::Type type);
  // An argument of the kernel, or in a helper one of its values; else a number.
  Val Given(lang::Type type, std::initializer_list<std::string_view> names, Range range);
  // An element, in a kernel mostly the thread's own; an invalid Val if a helper has no such array.
  Val Element(lang::Type type, std::initializer_list<std::string_view> names, Range range);
  Val ParameterElement(lang::Type type);
  std::optional<Val> RecordField(lang::Type type);
  // An array of the record, or -1 if it has none of the type.
  int RecordArray(lang::Type type);
  Val Extent();
  // free_reals.cpp
  Val RealForm(int depth);
  Val RealLeaf();
  Val RealOperation(int depth);
  Val RealBinary(int depth);
  Val RealElement();
  Val VecElement();
  Val RowOf(lang::Type vec, const ValueRange& range);
  // free_indices.cpp
  Val IndexForm();
  Val DifferenceIndex();
  Val ChosenIndex();
  Val Index(int extent);
  Val TargetIndex(int extent);
  Val Below(const Val& index, int extent);
  Val SummedIndex(int extent);
  // free_parts.cpp
  // A local in the range, such as a counter; an invalid Val if there is none.
  Val LocalWithin(double least, double most);
  // An integer in [0, 8] without arithmetic.
  Val SmallInteger();
  // A float above 0.1, for a divisor.
  Val PositiveReal();
  Val PartOf(const Val& vec);
  // Arithmetic of small integers, in which every operand may stand at every place.
  Val IntegerForm(int depth);
  Val SmallOperand();
  Val UsualForm();
  Val Entry();
  std::optional<Val> EntryField(lang::Type type);
  Val TypedNumber();
  Val OwnTurn();
  Val CallRule(lang::Type type);
  Val WideComparison();
  Val TurnComparison();
  // free_conditions.cpp
  Val Truth();
  Val IntegerComparison(int depth);
  Val RealComparison(int depth);
  Val BitTest();
  Val CallCondition();
  Val Presence();
  Val Joined(int depth);
  // free_statements.cpp
  void Statement(int depth);
  void SimpleStatement();
  void UpdateTotal();
  void UpdateCount();
  void Store();
  void UpdateState();
  void Scatter();
  void UpdateExtreme(int extent);
  Val Settable(const Val& value);
  void NameValue();
  void NamePair();
  void StartFlag();
  void UpdateFlag();
  void Branches(int depth);
  void Leave();
  void Body(int depth);
  // free_loops.cpp
  void WalkDown(int depth);
  void WalkUp(int depth);
  void CounterAgain(int depth);
  void CountedLoop(int depth);
  void ConditionalLoop(int depth);
  Val LoopStop();
  void LoopBody(int depth);
  // The same where the counter is a local.
  void LoopBodyWith(const Val& counter, int depth);
  // free_targets.cpp
  void StoreSlot();
  Val NewSlotIndex();
  void RaiseFlag();
  void UpdateBits();
  void ChangePart();
  void CallForEffect();
  void UpdateEntry();
  void NameEntry();
  void NameTuple();
  void Check();

  Sketch& s_;
  lang::Type real_;
  bool in_kernel_ = true;
  std::vector<int> arrays_;
  lang::Type record_;
  Val record_arg_;
  Val total_;
  bool changes_total_ = false;
  Val count_;
  std::vector<Val> locals_;  // Named values and counters in scope.
  std::vector<Val> constants_;
  lang::FuncId helper_;  // f(x, k)
  lang::FuncId lookup_;  // f(table, k)
  lang::FuncId pair_;    // f(x, k) with two results
  lang::FuncId rule_;    // f(record, k)
  lang::FuncId effect_;  // f(counts, k, on): adds to the counts.
  int effects_ = -1;     // The counts.
  bool has_entries_ = false;
  lang::Type entry_;      // A record of which there is one for each thread,
  int entries_ = -1;      // in this input,
  int own_entries_ = -1;  // or in this array, whose elements UpdateEntry changes.
  int turns_ = -1;        // How often each thread has asked for its turn.
  // The array that StoreSlot writes, and the index of the thread's own element in it.
  int slots_ = -1;
  Val slot_;
  int raised_ = -1;  // In which RaiseFlag sets elements to 1.
  Val bits_;         // A word whose bits UpdateBits sets.
  bool has_counter_again_ = false;
  Val flag_;
  bool flag_is_variable_ = false;  // Warp lets only a variable, not a constant, change in a loop.
  // The arrays that Scatter adds to, the one that UpdateExtreme changes and by which builtin,
  int shared_ = -1;
  int shared_counts_ = -1;
  int extremes_ = -1;
  std::string_view extreme_;
  int own_ = -1;    // the one that Store writes,
  int state_ = -1;  // and the one whose elements it updates.
  int loops_ = 0;
};

}  // namespace warploom::synth::kit
