#include "lang/overloads_used.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <variant>

#include "base/check.h"
#include "lang/constants.h"
#include "lang/param_bits.h"
#include "lang/rules.h"
#include "lang/subscripts.h"
#include "lang/walk.h"

namespace warploom::lang {
namespace {

// The rows that syntax stands for whatever the element type is.
struct SyntaxRows {
  const BuiltinTable* table = nullptr;
  std::array<OverloadId, kArrayKinds.size()> address;  // By kind of array.
  OverloadId load;
  OverloadId store;
  OverloadId copy;
  std::array<OverloadId, kArrayKinds.size()> view;
  OverloadId slice;
  OverloadId extent;
  OverloadId item;
  OverloadId tuple;
  OverloadId print;
  OverloadId printf;
  OverloadId zeros;
  OverloadId zeros_1d;
  OverloadId array;
};

// The first row of the name whose signature has `part`.
OverloadId RowWith(const BuiltinTable& table, std::string_view name, std::string_view part) {
  for (const OverloadId id : table.OverloadsNamed(table.Name(name))) {
    if (table.overload(id).signature.find(part) != std::string_view::npos) {
      return id;
    }
  }
  return {};
}

// The rows of the name by the kind of array that comes first.
std::array<OverloadId, kArrayKinds.size()> RowsByArray(const BuiltinTable& table,
                                                       std::string_view name) {
  std::array<OverloadId, kArrayKinds.size()> rows;
  for (size_t i = 0; i < rows.size(); ++i) {
    rows[i] = RowWith(table, name, "(arr: " + std::string(Name(kArrayKinds[i])) + "(");
  }
  return rows;
}

const SyntaxRows& RowsOf(const BuiltinTable& table) {
  thread_local SyntaxRows rows;
  if (rows.table != &table) {
    rows = {&table,
            RowsByArray(table, "address"),
            RowWith(table, "load", "("),
            RowWith(table, "store", "("),
            RowWith(table, "copy", "("),
            RowsByArray(table, "view"),
            RowWith(table, "slice", "("),
            RowWith(table, "extract", "shape_t"),
            RowWith(table, "extract", "tuple"),
            RowWith(table, "tuple", "("),
            RowWith(table, "print", "("),
            RowWith(table, "printf", "("),
            RowWith(table, "zeros", "shape: tuple"),
            RowWith(table, "zeros", "shape: int"),
            RowWith(table, "array", "(")};
  }
  return rows;
}

// Types too small for Warp's atomics, which `a[i] += x` becomes (types.py: non_atomic_types).
bool IsAtomic(Type element) {
  switch (element.scalar) {
    case Scalar::kInt8:
    case Scalar::kUint8:
    case Scalar::kInt16:
    case Scalar::kUint16:
      return false;
    default:
      return true;
  }
}

// What `+=` and its like on elements and components are called (codegen.py: emit_AugAssign).
struct InPlace {
  std::string_view on_element;
  std::string_view on_component;
};
InPlace InPlaceOf(BinaryOp op) {
  switch (op) {
    case BinaryOp::kAdd:
      return {"atomic_add", "add_inplace"};
    case BinaryOp::kSub:
      return {"atomic_sub", "sub_inplace"};
    case BinaryOp::kBitAnd:
      return {"atomic_and", "bit_and_inplace"};
    case BinaryOp::kBitOr:
      return {"atomic_or", "bit_or_inplace"};
    case BinaryOp::kBitXor:
      return {"atomic_xor", "bit_xor_inplace"};
    default:
      return {};
  }
}

class Collector {
 public:
  Collector(const Module& module, const BuiltinTable& table)
      : module_(module), table_(table), rows_(RowsOf(table)) {
    const Option* overwrites = module.option(OptionName::kComponentOverwrites);
    assign_ =
        overwrites != nullptr && overwrites->numbers[0] != 0 ? "assign_copy" : "assign_inplace";
    is_reference_.assign(module.vars.size(), false);
    for (const Function& function : module.functions) {
      for (uint32_t i = 0; i < function.params.count; ++i) {
        is_reference_[module[function.params][i].value] = NamesParam(function.ref_params, i);
      }
    }
  }

  std::vector<OverloadId> Run() && {
    // Warp generates what is called. That comes before what calls it.
    called_.assign(module_.functions.size(), false);
    called_.back() = true;
    for (size_t i = module_.functions.size(); i-- > 0;) {
      if (called_[i]) {
        ReadBlock(module_.functions[i].body);
      }
    }
    ReadGradients();
    std::sort(used_.begin(), used_.end());
    used_.erase(std::unique(used_.begin(), used_.end()), used_.end());
    return std::move(used_);
  }

 private:
  Type TypeOf(ExprId id) const { return module_[id].type; }

  // Gradients by hand are generated with the backward pass alone.
  void ReadGradients() {
    const Option* backward = module_.option(OptionName::kEnableBackward);
    if (backward != nullptr && backward->numbers[0] == 0) {
      return;
    }
    for (const Function& function : module_.functions) {
      if (function.role == Function::Role::kGrad && called_[function.of.value]) {
        ReadBlock(function.body);
      }
    }
  }

  void ReadBlock(StmtList list) {
    for (const StmtId id : module_[list]) {
      const Stmt& stmt = module_[id];
      std::visit([&](const auto& s) { Visit(s); }, stmt.node);
      const auto* branch = std::get_if<If>(&stmt.node);
      if (branch == nullptr || !IsDecided(branch->condition)) {
        ForEachPart(module_, stmt, [](ExprId, bool) {}, [&](StmtList block) { ReadBlock(block); });
      }
    }
  }

  // Of a condition that Warp knows it generates one branch alone (codegen.py: emit_If, emit_IfExp);
  // nothing is told of either.
  bool IsDecided(ExprId condition) const {
    return As<Static>(condition) != nullptr || As<ConstRef>(condition) != nullptr ||
           As<Member>(condition) != nullptr || As<Literal>(condition) != nullptr;
  }

  template <typename Node>
  const Node* As(ExprId id) const {
    return std::get_if<Node>(&module_[id].node);
  }

  void Note(OverloadId id) {
    if (id.is_valid()) {
      used_.push_back(id);
    }
  }
  void NoteCall(CallId id) { Note(table_.call(id).overload); }
  void NoteNamed(std::string_view name, std::span<const Type> types) {
    const Call* call = table_.Resolve(table_.Name(name), types);
    if (call != nullptr) {
      Note(call->overload);
    }
  }

  // A row of an array builtin with these indices; the element type does not choose it, so float32
  // or int32 stand in for types that the table leaves out.
  void NoteArrayCall(std::string_view name, Type array, ExprList indices) {
    const bool is_bitwise = name == "atomic_and" || name == "atomic_or" || name == "atomic_xor";
    const Type element = is_bitwise ? kInt : kFloat;
    std::vector<Type> types = {ArrayOf(element, array.ndim, array.array_kind)};
    for (const ExprId index : module_[indices]) {
      types.push_back(TypeOf(index));
    }
    types.push_back(element);
    NoteNamed(name, types);
  }

  static OverloadId RowOf(const std::array<OverloadId, kArrayKinds.size()>& rows, Type array) {
    return rows[static_cast<size_t>(array.array_kind)];
  }

  bool IsElement(ExprId id) const {
    const auto* subscript = As<Subscript>(id);
    return subscript != nullptr && TypeOf(subscript->base).is_array() && !TypeOf(id).is_array();
  }

  // True for a value in a variable of its own, false for a part of an array or struct, which Warp
  // writes through a reference.
  bool IsLocal(ExprId id) const {
    const auto* ref = As<VarRef>(id);
    return ref != nullptr && !TypeOf(id).is_array() && !is_reference_[ref->var.value];
  }

  // ---- Expressions ---------------------------------------------------------------------------
  void Read(ExprId id) {
    if (id.is_valid()) {
      const Expr& expr = module_[id];
      std::visit([&](const auto& e) { VisitExpr(e, expr.type); }, expr.node);
    }
  }
  void ReadAll(ExprList list) {
    for (const ExprId id : module_[list]) {
      Read(id);
    }
  }

  void VisitExpr(const std::monostate&, Type) {}
  void VisitExpr(const Literal&, Type type) {
    // 2.0 and 3 are what they are; wp.float64(2.0) and wp.uint8(3) are calls.
    if (type != kFloat && type != kInt && !type.is_bool()) {
      NoteNamed(Info(type.scalar).name, std::array{type.is_float() ? kFloat : kInt});
    }
  }
  void VisitExpr(const String&, Type) {}
  void VisitExpr(const VarRef&, Type) {}
  void VisitExpr(const ConstRef&, Type) {}
  void VisitExpr(const NamedNumber&, Type) {}
  void VisitExpr(const Member& e, Type) {
    if (e.form == Member::Form::kCast) {
      NoteNamed("int", std::array{kInt});
    }
  }
  void VisitExpr(const Static&, Type) {}
  void VisitExpr(const Tuple& e, Type) {
    Note(rows_.tuple);
    ReadAll(e.items);
  }
  void VisitExpr(const Unary& e, Type type) {
    // Warp computes -CONSTANT itself (codegen.py: emit_UnaryOp).
    const bool folds = As<ConstRef>(e.operand) != nullptr || IsBareConstant(module_, e.operand);
    if (!folds || e.op != UnaryOp::kNeg || !type.is_scalar()) {
      NoteCall(e.call);
    }
    Read(e.operand);
  }
  void VisitExpr(const Binary& e, Type) {
    NoteCall(e.call);
    Read(e.left);
    Read(e.right);
  }
  void VisitExpr(const Compare& e, Type) { ReadAll(e.operands); }
  void VisitExpr(const BoolOp& e, Type) { ReadAll(e.operands); }
  void VisitExpr(const Ternary& e, Type) {
    if (IsDecided(e.condition)) {
      return;
    }
    const std::array types = {kBool, kFloat, kFloat};
    NoteNamed("where", types);
    Read(e.condition);
    Read(e.then);
    Read(e.otherwise);
  }
  void VisitExpr(const BuiltinCall& e, Type) {
    NoteCall(e.call);
    ReadArguments(e.args);
  }
  void VisitExpr(const UserCall& e, Type) {
    called_[e.function.value] = true;
    ReadAll(e.args);
  }
  void VisitExpr(const Callee&, Type) {}
  void VisitExpr(const LocalArray& e, Type) {
    Note(e.source.is_valid() ? rows_.array : e.shape.count == 1 ? rows_.zeros_1d : rows_.zeros);
    ReadAll(e.shape);
  }
  void VisitExpr(const Adjoint&, Type) {}
  void VisitExpr(const Construct& e, Type type) {
    if (!type.is_struct()) {
      NoteConstructor(e, type);
    }
    ReadAll(e.args);
  }
  void VisitExpr(const Subscript& e, Type type) {
    const Type base = TypeOf(e.base);
    if (base.is_tuple()) {
      Note(rows_.item);
    } else if (base.is_tile()) {
      if (IsGather(module_, module_[e.indices])) {
        Note(table_.OverloadsNamed(table_.Name("tile_slice_indexed"))[0]);
      } else {
        NoteOnTile("tile_extract", base, e.indices);
      }
    } else if (base.is_array()) {
      Note(RowOf(type.is_array() ? rows_.view : rows_.address, base));
      Note(type.is_array() ? OverloadId() : rows_.load);
    } else {
      NoteIndexed("extract", base, e.indices, {});
    }
    Read(e.base);
    ReadAll(e.indices);
  }
  void VisitExpr(const Slice& e, Type) {
    Note(rows_.slice);
    Read(e.start);
    Read(e.stop);
    Read(e.step);
  }
  void VisitExpr(const Field& e, Type) { Read(e.base); }
  void VisitExpr(const Component& e, Type) {
    const Type base = TypeOf(e.base);
    if (base.kind == TypeKind::kOpaque) {
      Read(e.base);
      return;
    }
    if (base.is_transform()) {
      NoteNamed(e.index == 0 ? "transform_get_translation" : "transform_get_rotation",
                std::span(&base, 1));
    } else {
      const std::array types = {base, kInt};
      NoteNamed("extract", types);
    }
    Read(e.base);
  }
  void VisitExpr(const Shape& e, Type) {
    Note(rows_.extent);
    Read(e.array);
  }

  void VisitExpr(const Keyword& e, Type) { Read(e.value); }
  void VisitExpr(const TypeName&, Type) {}

  // A tuple of a builtin's arguments is no tuple that Warp makes.
  void ReadArguments(ExprList list) {
    for (const ExprId id : module_[list]) {
      const auto* keyword = As<Keyword>(id);
      const auto* tuple = As<Tuple>(keyword != nullptr ? keyword->value : id);
      if (tuple != nullptr) {
        ReadAll(tuple->items);
      } else {
        Read(id);
      }
    }
  }

  void NoteConstructor(const Construct& e, Type type) {
    std::vector<Type> types;
    for (const ExprId part : module_[e.args]) {
      types.push_back(TypeOf(part));
    }
    const std::string_view spelled = e.spelling == Construct::Spelling::kName
                                         ? SpelledConstructor(type, types.size())
                                         : std::string_view();
    if (!spelled.empty()) {
      NoteNamed(spelled, types);
    } else if (const auto call = FindConstructor(table_, type, types)) {
      NoteCall(*call);
    }
  }

  // wp.spatial_vector(...) and float(...) are builtins of their own, unlike wp.spatial_vectorf and
  // wp.float32 (print/type_printer.cpp); "" where the type's own constructor is meant.
  std::string_view SpelledConstructor(Type type, size_t parts) const {
    if (type == kSpatialVec && (parts == 2 || !module_.style.suffixed_names)) {
      return "spatial_vector";
    }
    if (!type.is_scalar() || module_.style.long_scalar_names) {
      return "";
    }
    return type == kFloat ? "float" : type == kInt ? "int" : type.is_bool() ? "bool" : "";
  }

  // The overloads on an element of a tile are told apart by the number of its subscripts.
  void NoteOnTile(std::string_view name, Type tile, ExprList indices) {
    const auto rows = table_.OverloadsNamed(table_.Name(name));
    WARPLOOM_CHECK(indices.count <= rows.size() && tile.is_tile(), "no such element of a tile");
    Note(rows[indices.count - 1]);
  }

  // extract, add_inplace... of a vec, mat, quat or transform.
  void NoteIndexed(std::string_view name, Type base, ExprList indices, ExprId value) {
    std::vector<Type> types = {base};
    bool is_sliced = false;
    for (const ExprId index : module_[indices]) {
      const bool is_slice = As<Slice>(index) != nullptr;
      is_sliced = is_sliced || is_slice;
      types.push_back(is_slice ? kInt : TypeOf(index));
    }
    if (value.is_valid()) {
      // Slices take the rows of single subscripts, which the table tells.
      const Type part = TypeOfSubscript(base, static_cast<int>(indices.count), 0);
      types.push_back(is_sliced ? part : TypeOf(value));
    }
    NoteNamed(name, types);
  }

  // ---- Statements ----------------------------------------------------------------------------
  void Visit(const std::monostate&) {}
  void Visit(const Assign& s) {
    Note(As<VarRef>(s.value) != nullptr || IsElement(s.value) ? rows_.copy : OverloadId());
    Read(s.value);
  }
  void Visit(const Unpack& s) {
    const auto* tuple = As<Tuple>(s.value);
    tuple == nullptr ? Read(s.value) : ReadAll(tuple->items);
  }
  void Visit(const Store& s) {
    Read(s.value);
    Note(IsElement(s.value) ? rows_.copy : OverloadId());
    if (const auto* part = As<Subscript>(s.target)) {
      ReadTarget(*part);
      if (TypeOf(part->base).is_array()) {
        NoteArrayCall("array_store", TypeOf(part->base), part->indices);
      } else if (TypeOf(part->base).is_tile()) {
        NoteOnTile("assign", TypeOf(part->base), part->indices);
      } else if (IsLocal(part->base)) {
        NoteIndexed(assign_, TypeOf(part->base), part->indices, s.value);
      } else {
        NoteReferenceStore(*part);
      }
    } else if (const auto* component = As<Component>(s.target)) {
      NoteComponentStore(*component, TypeOf(s.value));
    }
  }
  void Visit(const Augment& s) {
    Read(s.value);
    const auto* part = As<Subscript>(s.target);
    if (part == nullptr && TypeOf(s.target).is_tile() && TypeOf(s.value).is_tile()) {
      NoteTileUpdate(s);
      return;
    }
    if (part == nullptr) {
      NoteOperator(s);
      if (const auto* component = As<Component>(s.target);
          component != nullptr && (IsLocal(component->base) || !IsSlot(component->base))) {
        Read(s.target);
        NoteComponentStore(*component, TypeOf(s.value));
      }
      return;
    }
    ReadTarget(*part);
    const Type base = TypeOf(part->base);
    const InPlace names = InPlaceOf(s.op);
    if (base.is_tile()) {
      if (!names.on_component.empty()) {
        NoteOnTile("tile_" + std::string(names.on_component), base, part->indices);
      }
    } else if (base.is_array()) {
      AugmentElement(s, *part, names.on_element);
    } else if (IsLocal(part->base) && !names.on_component.empty()) {
      NoteIndexed(names.on_component, base, part->indices, s.value);
    } else if (IsLocal(part->base)) {
      NoteOperator(s);
      Read(s.target);
      NoteIndexed(assign_, base, part->indices, s.value);
    } else if (!IsSlot(part->base)) {
      NoteOperator(s);
      Read(s.target);
      NoteReferenceStore(*part);
    }
  }
  void Visit(const If& s) { Read(s.condition); }
  void Visit(const ForRange& s) {
    if (IsIterable(TypeOf(s.stop))) {
      Read(s.stop);
      NoteIteration(TypeOf(s.stop));
      return;
    }
    std::vector<Type> types;
    bool is_constant = true;
    for (const ExprId bound : {s.start, s.stop, s.step}) {
      if (bound.is_valid()) {
        Read(bound);
        types.push_back(kInt);
        is_constant = is_constant && ConstantInteger(module_, bound).has_value();
      }
    }
    // Loops of constant length need no range, whether Warp unrolls them or not.
    if (!is_constant || s.reversed) {
      const Type range = table_.call(table_.Named(table_.Name("range"))[0]).result;
      NoteNamed("range", types);
      if (s.reversed) {
        NoteNamed("reversed", std::array{range});
      }
      NoteNamed("iter_next", std::array{range});
    }
  }
  void Visit(const While& s) { Read(s.condition); }
  void Visit(const Break&) {}
  void Visit(const Continue&) {}
  void Visit(const Return& s) { ReadAll(s.values); }
  void Visit(const Evaluate& s) { Read(s.value); }
  void Visit(const Print& s) {
    Note(s.is_printf ? rows_.printf : rows_.print);
    Read(s.text);
    ReadAll(s.values);
  }
  void Visit(const Assert& s) { Read(s.condition); }
  void Visit(const Pass&) {}
  void Visit(const Comment&) {}
  void Visit(const BlankLine&) {}

  void NoteIteration(Type query) {
    for (const CallId id : table_.Named(table_.Name("iter_next"))) {
      if (CanPass(query, table_.call(id).args[0])) {
        NoteCall(id);
      }
    }
  }

  void ReadTarget(const Subscript& target) {
    ReadAll(target.indices);
    if (!IsLocal(target.base)) {
      Read(target.base);
    }
  }

  // t += u changes t itself; other operators make a new tile (codegen.py: emit_AugAssign).
  void NoteTileUpdate(const Augment& s) {
    const std::string_view name = InPlaceOf(s.op).on_component;
    if (name.empty()) {
      NoteOperator(s);
    } else {
      NoteNamed(name, std::array{AnyShape(TypeOf(s.target)), AnyShape(TypeOf(s.value))});
    }
  }

  void NoteOperator(const Augment& s) {
    if (const auto call = FindBinary(table_, s.op, TypeOf(s.target), TypeOf(s.value))) {
      NoteCall(*call);
    }
  }

  void AugmentElement(const Augment& s, const Subscript& part, std::string_view atomic) {
    const Type array = TypeOf(part.base);
    if (!atomic.empty() && IsAtomic(array.element())) {
      NoteArrayCall(atomic, array, part.indices);
      return;
    }
    Note(RowOf(rows_.address, array));
    NoteOperator(s);
    NoteArrayCall("array_store", array, part.indices);
  }

  void NoteComponentStore(const Component& target, Type value) {
    const Type base = TypeOf(target.base);
    if (!IsLocal(target.base)) {
      if (!IsSlot(target.base) && !base.is_transform()) {
        NoteNamed("indexref", std::array{base, kInt});
        Note(rows_.store);
      }
    } else if (base.is_transform()) {
      const std::array types = {base, value};
      NoteNamed(target.index == 0 ? "transform_set_translation" : "transform_set_rotation", types);
    } else {
      const std::array types = {base, kInt, value};
      NoteNamed(assign_, types);
    }
  }

  // A part of a slot of wp.array, which is written in place; other parts that are no locals are
  // written through a pointer (codegen.py: array_slot_reference).
  bool IsSlot(ExprId id) const {
    if (const auto* part = As<Subscript>(id)) {
      return TypeOf(part->base).is_array() ? TypeOf(part->base).is_regular_array()
                                           : IsSlot(part->base);
    }
    const auto* field = As<Field>(id);
    return field != nullptr && IsSlot(field->base);
  }

  void NoteReferenceStore(const Subscript& target) {
    if (As<Adjoint>(target.base) != nullptr) {
      NoteIndexed("index", TypeOf(target.base), target.indices, {});
      Note(rows_.store);
      return;
    }
    if (!IsSlot(target.base)) {
      NoteIndexed("indexref", TypeOf(target.base), target.indices, {});
      Note(rows_.store);
    }
  }

  const Module& module_;
  const BuiltinTable& table_;
  const SyntaxRows& rows_;
  std::string_view assign_;  // What v[0] = x becomes.
  std::vector<OverloadId> used_;
  std::vector<bool> called_;
  std::vector<bool> is_reference_;  // By variable: a parameter that is the caller's variable.
};

}  // namespace

std::vector<OverloadId> OverloadsUsed(const Module& module, const BuiltinTable& builtins) {
  return Collector(module, builtins).Run();
}

std::string KeyOf(const BuiltinTable& builtins, OverloadId id) {
  const Overload& overload = builtins.overload(id);
  return std::string(builtins.name(overload.name)) + "#" + std::to_string(overload.index);
}

}  // namespace warploom::lang
