#pragma once

#include <array>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.h"
#include "lang/builder.h"
#include "synth/facts/builtin_facts.h"
#include "synth/names/names.h"
#include "synth/profile/profile.h"
#include "synth/sketch/name.h"
#include "synth/sketch/scope.h"
#include "synth/sketch/val.h"

namespace warploom::synth {

using names::Role;
using names::Theme;
using profile::KernelKind;
using profile::Mask;
using profile::Profile;

// Who may touch an array: race-free by plan.
enum class Access : uint8_t {
  kInput,      // Read anywhere, never written.
  kPerThread,  // Each thread reads and writes its own slot only.
  kAtomic,     // Touched through atomics only.
};

// An array argument under construction.
struct ArrayInfo {
  lang::VarId var;
  lang::Type element;
  std::vector<int> shape;  // Elements in each dimension.
  ValueRange elements;     // What is known of every element.
  lang::ExprId ref;        // A view, a struct's field or a parameter: how it is spelled; else none.
  Access access = Access::kInput;
  bool by_entity = false;    // A thread's own element is that of its entity (DrawEntry).
  bool written_out = false;  // A thread's own element stands in an expression, without a name.
};

// What to make an array from.
struct ArraySpec {
  lang::Type element = lang::kFloat;
  std::vector<int> shape;  // Empty: the launch's dimensions.
  lang::Fill fill = lang::Fill::kUniform;
  double low = -1.0;
  double high = 1.0;
  Access access = Access::kInput;
  std::string_view name;  // Empty: a name of the theme's.
  lang::ArrayKind kind = lang::ArrayKind::kRegular;
};

// One kernel under construction: its plan (launch, arguments), the scope, and the statements so
// far. Families draw through it: they ask for inputs, draw expressions by type, name values and
// store results; everything that would be illegal, unsafe or racy CHECK-fails here.
//
// Lifting: whatever a family asks for and is not there yet (an argument, a constant, a helper)
// is created, so a family never fails and never retries.
class Sketch {
 public:
  Sketch(const Profile& profile, const Mask& mask, Rng& rng, const lang::BuiltinTable& builtins);

  Rng& rng() { return rng_; }
  const Profile& profile() const { return profile_; }
  const Mask& mask() const { return mask_; }
  lang::Builder& builder() { return builder_; }
  const lang::Module& module() const { return module_; }
  const Theme& theme() const { return *theme_; }
  KernelKind kind() const { return kind_; }
  // The float type most of this kernel computes with.
  lang::Type real() const { return real_; }
  lang::Type vec(int n) const { return lang::VecType(n, real_.scalar); }
  lang::Type mat(int n) const { return lang::MatType(n, n, real_.scalar); }
  lang::Type quat() const { return lang::QuatType(real_.scalar); }
  lang::Type transform() const { return lang::TransformType(real_.scalar); }

  // ---- The plan: launch and arguments -------------------------------------------------------
  std::span<const int> dims() const { return module_.launch.dims; }
  int ndim() const { return static_cast<int>(module_.launch.dims.size()); }
  int thread_count() const;
  // The thread's index in dimension k, in [0, dims()[k]).
  Val Thread(int k);
  // The thread's number within its block, where the plan is with a lane.
  Val Lane() const { return lane_; }
  // The thread's number counted over all dimensions: the index itself, or i * width + j under a
  // name.
  Val FlatThread();
  // What motifs of one kernel share, such as the index of a neighbour: a value under a key, as long
  // as its variable is in scope. Recall gives an invalid Val when there is none.
  void Remember(std::string_view key, const Val& value);
  Val Recall(std::string_view key);
  // A way of writing that this kernel's author keeps to: the same answer for the same key.
  bool StyleChoice(std::string_view key, double chance) const;
  // The same for one value: it follows from the key, the value's type and its range. Like
  // StyleChoice it draws nothing, so operands may be built in any order.
  bool ValueChoice(std::string_view key, const Val& value, double chance) const;
  // True while the kernel's own body is drawn; in a helper function nothing can be lifted.
  bool in_kernel() const { return frames_.size() == 1; }

  // A scalar, vec, mat, quat or transform argument filled from [low, high].
  Val NewArg(lang::Type type, double low, double high, std::string_view name = "",
             lang::Fill fill = lang::Fill::kUniform);
  // An int argument whose value at launch is exactly `value`, such as n or width. The same value
  // and name give the same argument again.
  Val SizeArg(int value, const Name& name);
  // Index into arrays(). An array of a record is filled field by field.
  int NewArray(const ArraySpec& spec);
  std::span<const ArrayInfo> arrays() const { return arrays_; }
  // An input array of this element type that has the launch's shape; made when there is none or
  // by chance.
  int InputArray(lang::Type element);
  // array.shape[k] or a size argument, as this kernel's author likes.
  Val SizeOf(int array, int dimension);
  Val ArrayRef(int array);
  // An argument of a type that the family made itself (structs, arrays of structs).
  Val NewParam(lang::Type type, std::string_view name, lang::ArgPlan plan);
  // How such an argument is made.
  const lang::ArgPlan& PlanOf(const Val& param) const;

  // ---- Elements ------------------------------------------------------------------------------
  // array[indices]: CHECKs that every index is inside the shape by its facts.
  Val At(int array, std::initializer_list<Val> indices);
  Val At(int array, std::span<const Val> indices);
  // array[tid...]: the thread's own slot; the array has the launch's shape. An input element that
  // has a name already is that variable. Of an array read by the entity it is array[body].
  Val ThreadElement(int array);
  // Lets a thread's own element of an input be that of the entity it works on, by chance.
  void ReadByEntity(int array);
  // array[indices] = value on an owned array.
  void StoreAt(int array, std::span<const Val> indices, const Val& value);
  void StoreThreadElement(int array, const Val& value);
  // A result: a new output array in the launch's shape, stored to in the thread's own slot. A value
  // that does not depend on an input yet is joined with one first. Outside blocks, an unnamed
  // result may instead become a variable for later motifs to use, stored at the end if none does.
  void Output(const Val& value, const Name& name = {});
  // A result under a name that later motifs may read; stored at the end if none does. Outside
  // blocks alone, and for values that depend on an input.
  void Keep(const Val& value, const Name& name = {});
  // An array that is no argument of its own: a helper's parameter, a struct's field. Index into
  // arrays(), so that its subscripts are checked like any other's.
  int AsArray(const Val& array, std::vector<int> shape, const ValueRange& elements,
              Access access = Access::kInput);
  // name = array[indices]: the rest of the dimensions as an array. Without a name the subscript
  // stands where the view is used.
  int View(int array, std::span<const Val> indices, std::string_view name);
  // name = array[indices..., start:stop] with `extent` elements in all.
  int SliceView(int array, std::span<const Val> indices, const Val& start, const Val& stop,
                int extent, std::string_view name);
  // wp.atomic_add(array, indices..., value) or array[indices] += value.
  void AtomicAdd(int array, std::span<const Val> indices, const Val& value);

  // ---- Values --------------------------------------------------------------------------------
  Val Int(int64_t value, lang::Type type = lang::kInt);
  Val Real(double value);  // Of type real().
  Val Real(double value, lang::Type type);
  Val Bool(bool value);
  // A number of the same scalar type as `like`.
  Val NumberLike(const Val& like, double value);
  // wp.name(args): CHECKs that Warp has it and that the domains hold (see Fit).
  Val Call(std::string_view name, std::initializer_list<Val> args);
  Val Call(const lang::Call& call, std::span<const Val> args);
  // wp.vec3(x, y, z) and its like: the constructor of the type.
  Val Make(lang::Type type, std::initializer_list<Val> parts);
  Val Make(lang::Type type, std::span<const Val> parts);
  // float(x), int(x), wp.int64(x)...: CHECKs that the conversion is safe. The value itself when
  // it has the type already.
  Val Convert(const Val& value, lang::Type type);
  Val Select(const Val& condition, const Val& then, const Val& otherwise);
  Val InRange(const Val& low, const Val& value, const Val& high,
              bool include_high);  // low <= value < high
  Val Binary(lang::BinaryOp op, const Val& a, const Val& b);
  Val Unary(lang::UnaryOp op, const Val& a);
  Val Compare(lang::CompareOp op, const Val& a, const Val& b);
  bool Can(lang::BinaryOp op, const Val& a, const Val& b) const;
  Val Field(const Val& base, int field);

  // ---- Constants (sketch_constants.cpp) --------------------------------------------------------
  // A module-level constant: NAME = wp.constant(value).
  Val NewConstant(const Name& name, const Val& value);
  // NAME = Name(), a struct whose fields are set to the values, which only wp.static can read, and
  // only in a kernel that names the struct's type elsewhere, as a helper's parameter, say.
  Val NewStructConstant(std::string_view name, lang::Type record, std::span<const Val> values);
  // NAME = (0.25, 0.5, 0.25): numbers that only wp.static can read. Its type is a tuple.
  Val NewTable(std::string_view name, std::span<const double> numbers);
  // wp.static(value): of constants, and of counters of loops over constant ranges.
  Val Static(const Val& value);
  // table[index] inside wp.static.
  Val TableItem(const Val& table, const Val& index);
  // wp.pi or math.pi, as this author writes it.
  Val Number(lang::NumberName name, lang::Type type);
  struct MemberSpec {
    std::string_view name;
    int64_t value;
  };
  // class Name(IntEnum), or IntFlag when the members are bits.
  uint16_t NewEnum(std::string_view name, std::span<const MemberSpec> members, bool is_flag);
  // Name.MEMBER, as an int.
  Val Member(uint16_t owner, int index);

  // A value of the domain made from `value` by the mildest means: itself when its facts say so,
  // else max, abs, clamp...
  Val Fit(const Val& value, Domain domain);
  // The transform with its rotation normalized.
  Val Rigid(const Val& value);
  // An int in [0, extent) made from an int: itself when its facts say so, else % or clamp.
  Val FitIndex(const Val& value, int extent);

  // ---- Drawing by type -----------------------------------------------------------------------
  // An expression of the type, at most `depth` operations deep. Depth 0 gives a leaf.
  Val Draw(lang::Type type, int depth);
  Val Draw(lang::Type type, int depth, Domain domain);
  // A leaf that reads an input (or a variable that depends on one).
  Val DrawInput(lang::Type type);
  // A bool that depends on the thread or an input.
  Val DrawCondition(int depth);
  // A number that a float value may well be below and above.
  Val DrawThreshold(const Val& value);
  // A number people write: few digits, of the type, in [low, high].
  Val DrawLiteral(lang::Type type, double low, double high);
  // The same, by chance as a constant of the module with a name of the theme's.
  Val DrawNumber(lang::Type type, double low, double high);
  // A depth for one expression, from the profile.
  int DrawDepth();

  // ---- Statements ----------------------------------------------------------------------------
  // name = value; the name is made unique. Without a name, one of the theme's.
  Val Let(const Val& value, const Name& name = {});
  // A variable that is changed later, in loops or branches: name = float(0.0). What is known of
  // it is `bound` at all times (default: nothing), which the family guarantees.
  Val Mutable(const Val& init, const Name& name = {});
  Val Mutable(const Val& init, const Name& name, const ValueRange& bound);
  // variable = value / variable op= value, for a Let (outside loops) or a Mutable.
  void Set(Val& variable, const Val& value);
  void Update(Val& variable, lang::BinaryOp op, const Val& value);
  // target = value for a component, field or element of a Mutable.
  void SetPart(const Val& part, const Val& value);
  // target op= value for the same.
  void UpdatePart(const Val& part, lang::BinaryOp op, const Val& value);
  // Keeps drawing from reading the variable (an accumulator inside its loop), or lets it again.
  void Hide(const Val& variable, bool hidden = true);
  void If(const Val& condition, const std::function<void()>& then,
          const std::function<void()>& otherwise = nullptr);
  // if a: ... elif b: ... else: ...  `conditions` are drawn before any branch.
  void IfChain(std::span<const Val> conditions, const std::function<void(int)>& branch,
               bool has_else);
  // for name in range(start, stop[, step]); the body gets the loop variable with its facts.
  // `start` may be invalid (0), `step` 0 means none.
  void For(const Name& name, const Val& start, const Val& stop, int step,
           const std::function<void(Val)>& body);
  void ForCount(const Name& name, int count, const std::function<void(Val)>& body);
  // for name in query: what it meets has numbers of these facts.
  void ForEach(const Name& name, const Val& query, const ValueRange& numbers,
               const std::function<void(Val)>& body);
  // for name in reversed(range(stop)), or with `start` in reversed(range(start, stop)).
  void ForReversed(const Name& name, const Val& start, const Val& stop,
                   const std::function<void(Val)>& body);
  void While(const Val& condition, const std::function<void()>& body);
  void Break();
  void Continue();
  void ReturnIf(const Val& condition);
  // The same in a helper; the facts of its last results must hold for these, too.
  void ReturnIf(const Val& condition, std::initializer_list<Val> results);
  void Pass();
  void Do(const Val& call);  // A call for its effect.
  // print(value); print("text"); wp.printf("text", values). Only for a few threads: guard them.
  void Print(const Val& value);
  void PrintText(std::string text);
  void Printf(std::string text, std::span<const Val> values);
  // assert condition, "message": the family guarantees it; "" for no message.
  void Assert(const Val& condition, std::string message);
  // a, b = call
  std::vector<Val> Unpack(std::span<const std::string_view> names, const Val& call,
                          std::span<const lang::Type> types, std::span<const ValueRange> ranges);
  void Comment(std::string text);
  void Blank() { builder_.BlankLine(); }
  int loop_depth() const { return frames_.back().loop_depth; }

  // ---- Helpers -------------------------------------------------------------------------------
  struct Param {
    std::string_view name;
    lang::Type type;
    ValueRange range;
  };
  // def name(params): the body draws statements and gives the results. Call it with CallHelper;
  // the arguments' facts must lie within the params' facts.
  lang::FuncId DefineHelper(std::string_view name, std::span<const Param> params,
                            const std::function<std::vector<Val>(std::span<const Val>)>& body);
  // Keeps drawing from calling the helper: a shading term says nothing elsewhere.
  void Hide(lang::FuncId helper);
  Val CallHelper(lang::FuncId helper, std::span<const Val> args);
  std::vector<Val> CallHelperAll(lang::FuncId helper, std::span<const Val> args,
                                 std::span<const std::string_view> names);
  struct HelperInfo {
    lang::FuncId id;
    std::vector<lang::Type> params;
    std::vector<ValueRange> param_ranges;
    std::vector<lang::Type> results;
    std::vector<ValueRange> result_ranges;
    bool is_hidden = false;
  };
  std::span<const HelperInfo> helpers() const { return helpers_; }

  // ---- Structs -------------------------------------------------------------------------------
  lang::Type NewStruct(std::string_view name, std::vector<lang::StructField> fields);
  // A field and the range that it keeps to in every value of the record, wherever it is made.
  struct FieldSpec {
    std::string_view name;
    lang::Type type;
    double low = -1.0;
    double high = 1.0;
    lang::Fill fill = lang::Fill::kUniform;
    std::array<int, 3> shape = {};  // Of an array field; the rest is zero.
  };
  // A wp.struct that knows its fields' ranges: Field gives their facts, arguments are filled by
  // them. The same fields under the same name give the same type again.
  lang::Type NewRecord(std::string_view name, std::span<const FieldSpec> fields);
  Val NewRecordArg(lang::Type record, std::string_view name);
  // The number of the field of that name.
  int FieldNamed(lang::Type record, std::string_view name) const;
  Val Field(const Val& base, std::string_view name) {
    return Field(base, FieldNamed(base.type, name));
  }
  // A record's array field, as an array.
  int FieldArray(const Val& base, std::string_view name);
  // Lets drawing read the fields of a record.
  void OfferFields(const Val& base);

  // ---- Names ---------------------------------------------------------------------------------
  // `base`, or another word for it when it is taken; in the end base with a digit.
  std::string Fresh(std::string_view base);
  // What the kernel is about, such as "bilinear-sample": its name may tell.
  void NameAfter(std::string_view subject);
  // Begins another motif: it may share the arguments that are there.
  void BeginMotif() { earlier_params_ = params_.size(); }

  // ---- The scope (used by the drawing code) ----------------------------------------------------
  Scope& scope() { return frames_.back().scope; }
  // A value the drawing code may use as a leaf, such as a struct's field.
  void Offer(const Val& value);

  // Takes the names of this theme, if there is one of the name.
  void Prefer(std::string_view theme);
  // Draws the launch dimensions, at least and at most so many.
  void Plan(int min_dims, int max_dims);
  // Takes these launch dimensions.
  void PlanFor(std::span<const int> dims) { module_.launch.dims.assign(dims.begin(), dims.end()); }
  // The same for wp.launch_tiled: each of the dimensions counts blocks, whose threads work
  // together; with a lane for sure, or as the kernel's author likes.
  void PlanTiles(int min_dims, int max_dims, bool with_lane = false);
  bool is_tiled() const { return module_.launch.block_dim > 0; }
  // Makes this the float type that most of the kernel computes with.
  void ComputeIn(lang::Type real) { real_ = real; }
  // Begins the kernel: the thread index and an optional guard.
  void Begin(KernelKind kind);
  // Uses up what is left over and ends the kernel.
  lang::Module Finish() &&;

 private:
  struct Frame {
    Scope scope;
    std::vector<std::string> names;
    std::vector<std::string> past_counters;  // Of loops that are over: theirs to use again.
    std::vector<lang::VarId> past_locals;    // The same for what was named in their bodies.
    int loop_depth = 0;
    int block_depth = 0;
    int branch_depth = 0;  // Blocks around that are no loops.
  };
  struct SizeArgument {
    int value;
    Val arg;
  };

  void StoreResult(const Val& value, std::string_view name);
  // What many kernels begin with: threads without work return, others look up what they work on.
  void DrawEntry();
  void SkipIdleThreads();
  void SkipBeyondCount();
  void LookUpEntity();
  // name = otherwise; if condition: name = then. For a ternary; an invalid Val for any other.
  std::optional<lang::Ternary> BranchesOf(const Val& value) const;
  Val LetByBranch(const Val& value, std::string_view name);
  // if condition: array[tid] = then, else: array[tid] = otherwise. False for no ternary.
  bool StoreByBranch(int array, const Val& value);
  // What a variable that changes may begin as.
  Val AsVariable(Val init);
  // Whether an effect of the statements so far depends on the variable.
  std::vector<bool> LiveVariables() const;
  lang::NumberSource SourceOf(lang::NumberName name);
  // The constant as a member of the one class that holds this author's constants.
  Val NewClassMember(std::string_view name, const Val& value);
  std::vector<lang::ArgPlan> FieldPlans(lang::Type record, bool zero) const;
  // CHECKs that an integer keeps to the field's range, which subscripts may rest on.
  void CheckField(lang::Type record, int field, const Val& value) const;
  const FieldSpec* SpecOf(lang::Type record, int field) const;
  Val VarVal(lang::VarId var, const ValueRange& value_range);
  Val Declare(const Val& value, std::string_view name, const ValueRange& value_range,
              bool is_mutable);
  void Block(const std::function<void()>& body, bool is_loop = false);
  void BoundByArgument(lang::ForRange& loop);
  void Loop(std::string_view name, const ValueRange& counter, const Val& start, const Val& stop,
            lang::ExprId step, bool reversed, const std::function<void(Val)>& body);
  Val DrawLeaf(lang::Type type);
  Val DrawOperator(lang::Type type, int depth);
  Val DrawBuiltin(lang::Type type, int depth);
  Val DrawHelperCall(lang::Type type, int depth);
  // A value of the same type that is not the same variable.
  Val DrawOther(const Val& value);
  // The scalar, times a number where all its values would round to the same one or two.
  Val Widened(const Val& value);
  Val Lift(lang::Type type);
  bool FitsArray(const ArrayInfo& array, std::span<const Val> indices) const;
  using Names = std::span<const std::string_view>;
  // `base`, another word for such a value, a free name of `others`, or base with a digit.
  std::string Fresh(std::string_view base, lang::Type type, Names others);
  std::string Numbered(std::string_view base);
  std::string Take(std::string name);
  std::string_view FreeName(Names names, std::string_view base);
  int KnownParam(std::string_view name, lang::Type type, const lang::ArgPlan& wanted) const;
  std::string ParamName(std::string_view name, lang::Type type, bool is_output);
  std::string DrawName(lang::Type type);
  std::string CounterName(std::string_view base);
  std::string LocalName(std::string_view base, lang::Type type);
  std::vector<lang::VarId> OrderedParams();
  bool IsTaken(std::string_view name) const;
  std::string DrawKernelName();
  void DrawStyle();

  const Profile& profile_;
  const Mask& mask_;
  Rng& rng_;
  lang::Module module_;
  lang::Builder builder_;
  const Theme* theme_;
  KernelKind kind_ = KernelKind::kMotifs;
  uint64_t style_seed_;  // What StyleChoice and ValueChoice decide by.
  std::string subject_;
  lang::Type real_;
  std::vector<Frame> frames_;
  std::vector<ArrayInfo> arrays_;
  std::vector<Val> threads_;
  Val lane_;
  bool needs_lane_ = false;
  std::vector<std::pair<std::string, Val>> notes_;
  std::vector<SizeArgument> sizes_;
  Val entity_;  // The index of what the thread works on, if that is not the thread's.
  bool all_by_entity_ = false;                        // Nearly all inputs are read by it.
  size_t earlier_params_ = 0;                         // How many params_ earlier motifs made.
  std::pair<lang::ExprId, int> last_own_ = {{}, -1};  // The element read last by Own, its array.
  std::vector<lang::VarId> params_;                   // In creation order; plans_ runs along.
  std::vector<lang::ArgPlan> plans_;
  std::vector<HelperInfo> helpers_;
  std::vector<std::vector<FieldSpec>> records_;  // By struct number; empty for a plain struct.
  std::vector<lang::VarId> pending_;  // Results to store at the end unless they are live.
};

}  // namespace warploom::synth
