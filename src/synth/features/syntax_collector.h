#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "lang/kind_of.h"
#include "lang/module.h"
#include "synth/features/syntax_features.h"

namespace warploom::synth::features {

// Collects the syntax features of one module. There is one Note for each kind of node and none by
// default, so that a new kind does not compile until its features are decided here. Defined in
// module_syntax.cpp, statement_syntax.cpp and expression_syntax.cpp.
class SyntaxCollector {
 public:
  SyntaxCollector(const lang::Module& module, const lang::BuiltinTable& builtins)
      : module_(module), builtins_(builtins), assigned_(module.vars.size(), false) {}

  SyntaxFeatureSet Run();

 private:
  using F = SyntaxFeature;

  void Add(F feature, bool holds = true) {
    if (holds) {
      features_.set(static_cast<size_t>(feature));
    }
  }
  template <typename Kind>
  bool Is(lang::ExprId id) const {
    return std::holds_alternative<Kind>(module_[id].node);
  }
  lang::Type TypeOf(lang::ExprId id) const { return module_[id].type; }

  // The module and its functions.
  void NoteDefinitions();
  void NoteOptions();
  void NoteFunction(const lang::Function& function);
  void NoteParameter(lang::Type type, bool is_kernel);
  void NoteHelper(const lang::Function& function);
  void NoteType(lang::Type type);
  void NoteArrayKind(lang::Type type);

  // Statements.
  void NoteBlock(lang::StmtList list, int loops, bool is_unrolled);
  void Note(
      const lang::KindOf<std::monostate, lang::Return, lang::Comment, lang::BlankLine> auto&) {}
  void Note(const lang::Assign& s);
  void Note(const lang::Unpack& s);
  void Note(const lang::Store& s);
  void Note(const lang::Augment& s);
  void Note(const lang::If& s);
  void Note(const lang::ForRange& s);
  void Note(const lang::While& s);
  void Note(const lang::Break& s);
  void Note(const lang::Continue& s);
  void Note(const lang::Evaluate& s);
  void Note(const lang::Print& s);
  void Note(const lang::Assert& s);
  void Note(const lang::Pass& s);

  // True for a whole element of an array.
  bool IsElement(lang::ExprId target) const;
  // True for an element of an array, or a component or field of one at any depth.
  bool IsInElement(lang::ExprId id) const;
  bool HasConstantBounds(const lang::ForRange& s) const;

  // Expressions.
  void Note(
      const lang::KindOf<std::monostate, lang::String, lang::VarRef, lang::ConstRef, lang::Tuple,
                         lang::Slice, lang::Callee, lang::Adjoint, lang::TypeName> auto&,
      lang::Type) {}
  void Note(const lang::Literal& e, lang::Type type);
  void Note(const lang::NamedNumber& e, lang::Type type);
  void Note(const lang::Member& e, lang::Type type);
  void Note(const lang::Static& e, lang::Type type);
  void Note(const lang::Unary& e, lang::Type type);
  void Note(const lang::Binary& e, lang::Type type);
  void Note(const lang::Compare& e, lang::Type type);
  void Note(const lang::BoolOp& e, lang::Type type);
  void Note(const lang::Ternary& e, lang::Type type);
  void Note(const lang::BuiltinCall& e, lang::Type type);
  void Note(const lang::UserCall& e, lang::Type type);
  void Note(const lang::LocalArray& e, lang::Type type);
  void Note(const lang::Construct& e, lang::Type type);
  void Note(const lang::Subscript& e, lang::Type type);
  void Note(const lang::Field& e, lang::Type type);
  void Note(const lang::Component& e, lang::Type type);
  void Note(const lang::Shape& e, lang::Type type);
  void Note(const lang::Keyword& e, lang::Type type);

  bool HasSlice(const lang::Subscript& e) const;
  void NoteSubscriptOfValue(const lang::Subscript& e, lang::Type base);
  // An expression that is used as a condition.
  void NoteCondition(lang::ExprId id);
  // True for an integer that is known when Warp generates code.
  bool IsConstant(lang::ExprId id) const;
  bool IsNegative(lang::ExprId id) const;

  const lang::Module& module_;
  const lang::BuiltinTable& builtins_;
  SyntaxFeatureSet features_;
  std::vector<bool> assigned_;  // By variable: it has been assigned before.
  bool in_helper_ = false;
  bool in_unrolled_loop_ = false;
};

// The feature of using the operator; nullopt for + - * and /.
std::optional<SyntaxFeature> FeatureOf(lang::BinaryOp op);

}  // namespace warploom::synth::features
