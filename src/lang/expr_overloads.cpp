#include "lang/expr_overloads.h"

#include <array>
#include <string_view>

#include "lang/constants.h"
#include "lang/function_list.h"
#include "lang/kind_of.h"
#include "lang/rules.h"
#include "lang/subscripts.h"

namespace warploom::lang {
namespace {

class ExprReader {
 public:
  explicit ExprReader(OverloadNotes& notes)
      : notes_(notes), module_(notes.module()), table_(notes.table()), rows_(notes.rows()) {}

  void Read(ExprId id) {
    if (id.is_valid()) {
      const Expr& expr = module_[id];
      std::visit([&](const auto& e) { Visit(e, expr.type); }, expr.node);
    }
  }
  void ReadAll(ExprList list) {
    for (const ExprId id : module_[list]) {
      Read(id);
    }
  }

 private:
  Type TypeOf(ExprId id) const { return module_[id].type; }

  void Visit(const std::monostate&, Type) {}
  void Visit(const Literal&, Type type) {
    // 2.0 and 3 are what they are; wp.float64(2.0) and wp.uint8(3) are calls.
    if (type != kFloat && type != kInt && !type.is_bool()) {
      notes_.NoteNamed(Info(type.scalar).name, std::array{type.is_float() ? kFloat : kInt});
    }
  }
  void Visit(const String&, Type) {}
  void Visit(const VarRef&, Type) {}
  void Visit(const ConstRef&, Type) {}
  void Visit(const NamedNumber&, Type) {}
  void Visit(const Member& e, Type) {
    if (e.form == Member::Form::kCast) {
      notes_.NoteNamed("int", std::array{kInt});
    }
  }
  void Visit(const Static&, Type) {}
  void Visit(const Tuple& e, Type) {
    notes_.Note(rows_.tuple);
    ReadAll(e.items);
  }
  void Visit(const Unary& e, Type type) {
    // Warp computes -CONSTANT itself (codegen.py: emit_UnaryOp).
    const bool folds =
        notes_.As<ConstRef>(e.operand) != nullptr || IsBareConstant(module_, e.operand);
    if (!folds || e.op != UnaryOp::kNeg || !type.is_scalar()) {
      notes_.NoteCall(e.call);
    }
    Read(e.operand);
  }
  void Visit(const Binary& e, Type) {
    notes_.NoteCall(e.call);
    Read(e.left);
    Read(e.right);
  }
  void Visit(const Compare& e, Type) { ReadAll(e.operands); }
  void Visit(const BoolOp& e, Type) { ReadAll(e.operands); }
  void Visit(const Ternary& e, Type) {
    if (notes_.IsDecided(e.condition)) {
      return;
    }
    const std::array types = {kBool, kFloat, kFloat};
    notes_.NoteNamed("where", types);
    Read(e.condition);
    Read(e.then);
    Read(e.otherwise);
  }
  void Visit(const BuiltinCall& e, Type) {
    notes_.NoteCall(e.call);
    ReadArguments(e.args);
  }
  void Visit(const UserCall& e, Type) {
    notes_.MarkCalled(e.function);
    for (const ExprId id : module_[FunctionsByCounter(module_, e).functions]) {
      notes_.MarkCalled(std::get<Callee>(module_[id].node).function);
    }
    ReadAll(e.args);
  }
  void Visit(const Callee&, Type) {}
  void Visit(const LocalArray& e, Type) {
    notes_.Note(e.source.is_valid()  ? rows_.array
                : e.shape.count == 1 ? rows_.zeros_1d
                                     : rows_.zeros);
    ReadAll(e.shape);
  }
  void Visit(const Adjoint&, Type) {}
  void Visit(const Construct& e, Type type) {
    if (!type.is_struct()) {
      NoteConstructor(e, type);
    }
    ReadAll(e.args);
  }
  void Visit(const Subscript& e, Type type) {
    const Type base = TypeOf(e.base);
    if (const auto part = PartOfTile(module_, e)) {
      notes_.NoteTilePart(type, part->indices.size());
      Read(part->tile);
      std::ranges::for_each(part->indices, [&](ExprId id) { Read(id); });
      return;
    }
    if (base.is_tuple()) {
      notes_.Note(rows_.item);
    } else if (base.is_tile()) {
      const bool is_gather = IsGather(module_, module_[e.indices]);
      notes_.NoteOnTile(is_gather ? "tile_slice_indexed" : "tile_view", 1);
    } else if (base.is_array()) {
      notes_.Note(SyntaxRows::Of(type.is_array() ? rows_.view : rows_.address, base));
      notes_.Note(type.is_array() ? OverloadId() : rows_.load);
    } else {
      notes_.NoteIndexed("extract", base, e.indices, {});
    }
    Read(e.base);
    ReadAll(e.indices);
  }
  void Visit(const Slice& e, Type) {
    notes_.Note(rows_.slice);
    Read(e.start);
    Read(e.stop);
    Read(e.step);
  }
  void Visit(const Field& e, Type) { Read(e.base); }
  void Visit(const Component& e, Type) {
    const Type base = TypeOf(e.base);
    if (base.kind == TypeKind::kOpaque) {
      Read(e.base);
      return;
    }
    if (base.is_transform()) {
      notes_.NoteNamed(e.index == 0 ? "transform_get_translation" : "transform_get_rotation",
                       std::span(&base, 1));
    } else {
      const std::array types = {base, kInt};
      notes_.NoteNamed("extract", types);
    }
    Read(e.base);
  }
  void Visit(const Shape& e, Type) {
    notes_.Note(rows_.extent);
    Read(e.array);
  }

  void Visit(const Keyword& e, Type) { Read(e.value); }
  void Visit(const TypeName&, Type) {}

  // A tuple of a builtin's arguments is no tuple that Warp makes.
  void ReadArguments(ExprList list) {
    for (const ExprId id : module_[list]) {
      const auto* keyword = notes_.As<Keyword>(id);
      const auto* tuple = notes_.As<Tuple>(keyword != nullptr ? keyword->value : id);
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
      notes_.NoteNamed(spelled, types);
    } else if (const auto call = FindConstructor(table_, type, types)) {
      notes_.NoteCall(*call);
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

  OverloadNotes& notes_;
  const Module& module_;
  const BuiltinTable& table_;
  const SyntaxRows& rows_;
};

}  // namespace

void NoteExpr(OverloadNotes& notes, ExprId id) { ExprReader(notes).Read(id); }
void NoteExprs(OverloadNotes& notes, ExprList list) { ExprReader(notes).ReadAll(list); }

}  // namespace warploom::lang
