#pragma once

#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.h"
#include "lang/builder.h"
#include "synth/facts/builtin_facts.h"
#include "synth/names/names.h"
#include "synth/profile/profile.h"
#include "synth/sketch/arguments.h"
#include "synth/sketch/arrays.h"
#include "synth/sketch/author_style.h"
#include "synth/sketch/constants.h"
#include "synth/sketch/control_flow.h"
#include "synth/sketch/draft.h"
#include "synth/sketch/expressions.h"
#include "synth/sketch/fresh_names.h"
#include "synth/sketch/helpers.h"
#include "synth/sketch/kernel_entry.h"
#include "synth/sketch/name.h"
#include "synth/sketch/numbers.h"
#include "synth/sketch/record_types.h"
#include "synth/sketch/results.h"
#include "synth/sketch/scope.h"
#include "synth/sketch/simple_statements.h"
#include "synth/sketch/thread_elements.h"
#include "synth/sketch/threads.h"
#include "synth/sketch/val.h"
#include "synth/sketch/values.h"
#include "synth/sketch/variables.h"

namespace warploom::synth {

// One kernel under construction: its launch and arguments, the variables in scope, and the
// statements so far. Motifs ask it for inputs, draw expressions by type, name values and store
// results; whatever would be illegal, unsafe or racy CHECK-fails here. What a motif asks for and
// the kernel does not have yet (an argument, a constant, a helper) is created, so a motif never
// fails and never retries.
//
// The work is done by parts, each of which uses only parts above it; a function here is documented
// where its part declares it.
class Sketch {
 public:
  Sketch(const Profile& profile, const Mask& mask, Rng& rng, const lang::BuiltinTable& builtins);
  Sketch(const Sketch&) = delete;  // Values and parts refer to it.
  Sketch& operator=(const Sketch&) = delete;

  Rng& rng() { return draft_.rng; }
  const Profile& profile() const { return draft_.profile; }
  const Mask& mask() const { return draft_.mask; }
  lang::Builder& builder() { return draft_.builder; }
  const lang::Module& module() const { return draft_.module; }
  KernelKind kind() const { return draft_.kind; }
  Scope& scope() { return draft_.scope(); }
  int loop_depth() const { return draft_.frames.back().loop_depth; }
  // False while a helper function is defined, in which nothing can be made an argument.
  bool in_kernel() const { return draft_.in_kernel(); }

  // Begins the kernel: thread indices, an optional guard, and lookups.
  void Begin(KernelKind kind);
  // Stores what is left over and ends the kernel.
  lang::Module Finish() &&;

  // ---- AuthorStyle ---------------------------------------------------------------------------
  const Theme& theme() const { return style_.theme(); }
  lang::Type real() const { return style_.real(); }
  lang::Type vec(int n) const { return lang::VecType(n, real().scalar); }
  lang::Type mat(int n) const { return lang::MatType(n, n, real().scalar); }
  lang::Type quat() const { return lang::QuatType(real().scalar); }
  lang::Type transform() const { return lang::TransformType(real().scalar); }
  void Prefer(std::string_view theme) { style_.Prefer(theme); }
  void ComputeIn(lang::Type real) { style_.ComputeIn(real); }
  bool StyleChoice(std::string_view key, double chance) const {
    return style_.StyleChoice(key, chance);
  }
  bool ValueChoice(std::string_view key, const Val& value, double chance) const {
    return style_.ValueChoice(key, value, chance);
  }

  // ---- FreshNames ----------------------------------------------------------------------------
  std::string Fresh(std::string_view base) { return names_.Fresh(base); }
  void NameAfter(std::string_view subject) { names_.NameAfter(subject); }

  // ---- RecordTypes
  // -------------------------------------------------------------------------------
  using FieldSpec = RecordTypes::FieldSpec;
  lang::Type NewStruct(std::string_view name, std::vector<lang::StructField> fields) {
    return records_.NewStruct(name, std::move(fields));
  }
  lang::Type NewRecord(std::string_view name, std::span<const FieldSpec> fields) {
    return records_.NewRecord(name, fields);
  }
  int FieldNamed(lang::Type record, std::string_view name) const {
    return records_.FieldNamed(record, name);
  }
  Val Field(const Val& base, int field) { return records_.Field(base, field); }
  Val Field(const Val& base, std::string_view name) {
    return Field(base, FieldNamed(base.type, name));
  }

  // ---- Values --------------------------------------------------------------------------------
  Val Int(int64_t value, lang::Type type = lang::kInt) { return values_.Int(value, type); }
  Val Real(double value) { return values_.Real(value); }
  Val Real(double value, lang::Type type) { return values_.Real(value, type); }
  Val Bool(bool value) { return values_.Bool(value); }
  Val Number(lang::NumberName name, lang::Type type) { return values_.Number(name, type); }
  Val NumberLike(const Val& like, double value) { return values_.NumberLike(like, value); }
  Val Call(std::string_view name, std::initializer_list<Val> args) {
    return values_.Call(name, args);
  }
  Val Call(const lang::Call& call, std::span<const Val> args) { return values_.Call(call, args); }
  Val Make(lang::Type type, std::initializer_list<Val> parts) { return values_.Make(type, parts); }
  Val Make(lang::Type type, std::span<const Val> parts) { return values_.Make(type, parts); }
  Val Convert(const Val& value, lang::Type type) { return values_.Convert(value, type); }
  Val Select(const Val& condition, const Val& then, const Val& otherwise) {
    return values_.Select(condition, then, otherwise);
  }
  Val InRange(const Val& low, const Val& value, const Val& high, bool include_high) {
    return values_.InRange(low, value, high, include_high);
  }
  Val Binary(lang::BinaryOp op, const Val& a, const Val& b) { return values_.Binary(op, a, b); }
  Val Unary(lang::UnaryOp op, const Val& a) { return values_.Unary(op, a); }
  Val Compare(lang::CompareOp op, const Val& a, const Val& b) { return values_.Compare(op, a, b); }
  bool Can(lang::BinaryOp op, const Val& a, const Val& b) const { return values_.Can(op, a, b); }
  Val Fit(const Val& value, Domain domain) { return values_.Fit(value, domain); }
  Val Rigid(const Val& value) { return values_.Rigid(value); }
  Val FitIndex(const Val& value, int extent) { return values_.FitIndex(value, extent); }

  // ---- Constants -----------------------------------------------------------------------------
  using MemberSpec = Constants::MemberSpec;
  Val NewConstant(const Name& name, const Val& value) {
    return constants_.NewConstant(name, value);
  }
  Val NewStructConstant(std::string_view name, lang::Type record, std::span<const Val> values) {
    return constants_.NewStructConstant(name, record, values);
  }
  Val NewTable(std::string_view name, std::span<const double> numbers) {
    return constants_.NewTable(name, numbers);
  }
  Val TableItem(const Val& table, const Val& index) { return constants_.TableItem(table, index); }
  Val Static(const Val& value) { return constants_.Static(value); }
  uint16_t NewEnum(std::string_view name, std::span<const MemberSpec> members, bool is_flag) {
    return constants_.NewEnum(name, members, is_flag);
  }
  Val Member(uint16_t owner, int index) { return constants_.Member(owner, index); }

  // ---- Arguments -----------------------------------------------------------------------------
  Val NewArg(lang::Type type, double low, double high, std::string_view name = "",
             lang::Fill fill = lang::Fill::kUniform) {
    return arguments_.NewArg(type, low, high, name, fill);
  }
  Val SizeArg(int value, const Name& name) { return arguments_.SizeArg(value, name); }
  Val NewRecordArg(lang::Type record, std::string_view name) {
    return arguments_.NewRecordArg(record, name);
  }
  void MarkOutputs(const Val& record) { arguments_.MarkOutputs(record); }
  Val NewParam(lang::Type type, std::string_view name, lang::ArgPlan plan) {
    return arguments_.NewParam(type, name, std::move(plan));
  }
  const lang::ArgPlan& PlanOf(const Val& param) const { return arguments_.PlanOf(param); }
  void BeginMotif() { arguments_.BeginMotif(); }

  // ---- ControlFlow ---------------------------------------------------------------------------
  void If(const Val& condition, const std::function<void()>& then,
          const std::function<void()>& otherwise = nullptr) {
    control_flow_.If(condition, then, otherwise);
  }
  void IfChain(std::span<const Val> conditions, const std::function<void(int)>& branch,
               bool has_else) {
    control_flow_.IfChain(conditions, branch, has_else);
  }
  void For(const Name& name, const Val& start, const Val& stop, int step,
           const std::function<void(Val)>& body) {
    control_flow_.For(name, start, stop, step, body);
  }
  // for name in range(count)
  void ForCount(const Name& name, int count, const std::function<void(Val)>& body) {
    control_flow_.For(name, Val{}, Int(count), 0, body);
  }
  void ForEach(const Name& name, const Val& query, const ValueRange& numbers,
               const std::function<void(Val)>& body) {
    control_flow_.ForEach(name, query, numbers, body);
  }
  void ForReversed(const Name& name, const Val& start, const Val& stop,
                   const std::function<void(Val)>& body) {
    control_flow_.ForReversed(name, start, stop, body);
  }
  Val SetCounter(lang::VarId counter, const Val& value, const ValueRange& bound) {
    return control_flow_.SetCounter(counter, value, bound);
  }
  void ForAgain(lang::VarId counter, const Val& start, const Val& stop,
                const std::function<void(Val)>& body) {
    control_flow_.ForAgain(counter, start, stop, body);
  }
  void While(const Val& condition, const std::function<void()>& body) {
    control_flow_.While(condition, body);
  }
  void Break() { control_flow_.Break(); }
  void Continue() { control_flow_.Continue(); }
  void ReturnIf(const Val& condition) { control_flow_.ReturnIf(condition); }
  void ReturnIf(const Val& condition, std::initializer_list<Val> results) {
    control_flow_.ReturnIf(condition, results);
  }

  // ---- Variables -----------------------------------------------------------------------------
  Val Let(const Val& value, const Name& name = {}) { return variables_.Let(value, name); }
  Val Mutable(const Val& init, const Name& name = {}) {
    return variables_.Mutable(init, name, Unknown(init.type));
  }
  Val Mutable(const Val& init, const Name& name, const ValueRange& bound) {
    return variables_.Mutable(init, name, bound);
  }
  void Set(Val& variable, const Val& value) { variables_.Set(variable, value); }
  void Update(Val& variable, lang::BinaryOp op, const Val& value) {
    variables_.Update(variable, op, value);
  }
  void SetPart(const Val& part, const Val& value) { variables_.SetPart(part, value); }
  void UpdatePart(const Val& part, lang::BinaryOp op, const Val& value) {
    variables_.UpdatePart(part, op, value);
  }
  std::vector<Val> Unpack(std::span<const std::string_view> names, const Val& call,
                          std::span<const lang::Type> types, std::span<const ValueRange> ranges) {
    return variables_.Unpack(names, call, types, ranges);
  }
  void Hide(const Val& variable, bool hidden = true) { variables_.Hide(variable, hidden); }
  void Offer(const Val& value) { variables_.Offer(value); }
  void OfferFields(const Val& base) { variables_.OfferFields(base); }
  void Remember(std::string_view key, const Val& value) { variables_.Remember(key, value); }
  Val Recall(std::string_view key) { return variables_.Recall(key); }

  // ---- SimpleStatements ----------------------------------------------------------------------
  void Do(const Val& call) { simple_statements_.Do(call); }
  void Print(const Val& value) { simple_statements_.Print(value); }
  void PrintText(std::string text) { simple_statements_.PrintText(std::move(text)); }
  void Printf(std::string text, std::span<const Val> values) {
    simple_statements_.Printf(std::move(text), values);
  }
  void Assert(const Val& condition, std::string message) {
    simple_statements_.Assert(condition, std::move(message));
  }
  void Pass() { simple_statements_.Pass(); }
  void Comment(std::string text) { simple_statements_.Comment(std::move(text)); }
  void Blank() { simple_statements_.Blank(); }

  // ---- Threads -------------------------------------------------------------------------------
  void Plan(int min_dims, int max_dims) { threads_.Plan(min_dims, max_dims); }
  void PlanFor(std::span<const int> dims) { threads_.PlanFor(dims); }
  void PlanTiles(int min_dims, int max_dims, bool with_lane = false) {
    threads_.PlanTiles(min_dims, max_dims, with_lane);
  }
  std::span<const int> dims() const { return draft_.dims(); }
  int ndim() const { return draft_.ndim(); }
  bool is_tiled() const { return draft_.is_tiled(); }
  int thread_count() const { return threads_.Count(); }
  Val Thread(int k) { return threads_.indices()[static_cast<size_t>(k)]; }
  Val Lane() const { return threads_.lane(); }
  Val ThreadCall() { return threads_.Call(); }
  Val FlatThread() { return threads_.FlatThread(); }

  // ---- Arrays --------------------------------------------------------------------------------
  std::span<const ArrayInfo> arrays() const { return arrays_.infos(); }
  int NewArray(const ArraySpec& spec) { return arrays_.NewArray(spec); }
  int AsArray(const Val& array, std::vector<int> shape, const ValueRange& elements,
              Access access = Access::kInput) {
    return arrays_.AsArray(array, std::move(shape), elements, access);
  }
  int FieldArray(const Val& base, std::string_view name) { return arrays_.FieldArray(base, name); }
  int View(int array, std::span<const Val> indices, std::string_view name) {
    return arrays_.View(array, indices, name);
  }
  int SliceView(int array, std::span<const Val> indices, const Val& start, const Val& stop,
                int extent, std::string_view name) {
    return arrays_.SliceView(array, indices, start, stop, extent, name);
  }
  Val ArrayRef(int array) { return arrays_.ArrayRef(array); }
  Val SizeOf(int array, int dimension) { return arrays_.SizeOf(array, dimension); }
  Val At(int array, std::initializer_list<Val> indices) {
    return arrays_.At(array, std::span(indices.begin(), indices.size()));
  }
  Val At(int array, std::span<const Val> indices) { return arrays_.At(array, indices); }
  void StoreAt(int array, std::span<const Val> indices, const Val& value) {
    arrays_.StoreAt(array, indices, value);
  }
  void AtomicAdd(int array, std::span<const Val> indices, const Val& value) {
    arrays_.AtomicAdd(array, indices, value);
  }

  // ---- ThreadElements ------------------------------------------------------------------------
  int InputArray(lang::Type element) { return elements_.InputArray(element); }
  Val ThreadElement(int array) { return elements_.ThreadElement(array); }
  void StoreThreadElement(int array, const Val& value) {
    elements_.StoreThreadElement(array, value);
  }
  void ReadByIndex(int array) { elements_.ReadByIndex(array); }

  // ---- Helpers -------------------------------------------------------------------------------
  using Param = Helpers::Param;
  using HelperInfo = Helpers::Info;
  std::span<const HelperInfo> helpers() const { return helpers_.infos(); }
  lang::FuncId DefineHelper(std::string_view name, std::span<const Param> params,
                            const std::function<std::vector<Val>(std::span<const Val>)>& body) {
    return helpers_.DefineHelper(name, params, body);
  }
  void Hide(lang::FuncId helper) { helpers_.Hide(helper); }
  Val CallHelper(lang::FuncId helper, std::span<const Val> args) {
    return helpers_.CallHelper(helper, args);
  }
  std::vector<Val> CallHelperAll(lang::FuncId helper, std::span<const Val> args,
                                 std::span<const std::string_view> names) {
    return helpers_.CallHelperAll(helper, args, names);
  }

  // ---- Numbers and Expressions ---------------------------------------------------------------
  Val DrawLiteral(lang::Type type, double low, double high) {
    return numbers_.DrawLiteral(type, low, high);
  }
  Val DrawNumber(lang::Type type, double low, double high) {
    return numbers_.DrawNumber(type, low, high);
  }
  Val DrawThreshold(const Val& value) { return numbers_.DrawThreshold(value); }
  Val Draw(lang::Type type, int depth) { return expressions_.Draw(type, depth); }
  // The same, fitted to a domain.
  Val Draw(lang::Type type, int depth, Domain domain) { return Fit(Draw(type, depth), domain); }
  Val DrawInput(lang::Type type) { return expressions_.DrawInput(type); }
  Val DrawCondition(int depth) { return expressions_.DrawCondition(depth); }
  int DrawDepth() { return expressions_.DrawDepth(); }

  // ---- Results -------------------------------------------------------------------------------
  void Output(const Val& value, const Name& name = {}) { results_.Output(value, name); }
  void Keep(const Val& value, const Name& name = {}) { results_.Keep(value, name); }

 private:
  Draft draft_;
  AuthorStyle style_;
  FreshNames names_;
  RecordTypes records_;
  Values values_;
  Constants constants_;
  Arguments arguments_;
  ControlFlow control_flow_;
  Variables variables_;
  SimpleStatements simple_statements_;
  Threads threads_;
  Arrays arrays_;
  ThreadElements elements_;
  Helpers helpers_;
  Numbers numbers_;
  Expressions expressions_;
  Results results_;
  KernelEntry entry_;
};

}  // namespace warploom::synth
