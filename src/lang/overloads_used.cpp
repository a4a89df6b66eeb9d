#include "lang/overloads_used.h"

#include <array>

#include "lang/constants.h"
#include "lang/expr_overloads.h"
#include "lang/kind_of.h"
#include "lang/rules.h"
#include "lang/store_overloads.h"

namespace warploom::lang {
namespace {

class ModuleReader {
 public:
  ModuleReader(const Module& module, const BuiltinTable& table)
      : module_(module), table_(table), notes_(module, table) {}

  std::vector<OverloadId> Run() && {
    // Warp generates what is called. That comes before what calls it.
    const auto count = static_cast<uint32_t>(module_.functions.size());
    notes_.MarkCalled({count - 1});
    for (uint32_t i = count; i-- > 0;) {
      if (notes_.IsCalled({i})) {
        ReadBlock(module_.functions[i].body);
      }
    }
    ReadGradients();
    return std::move(notes_).Take();
  }

 private:
  // Gradients by hand are generated with the backward pass alone.
  void ReadGradients() {
    const Option* backward = module_.option(OptionName::kEnableBackward);
    if (backward != nullptr && backward->numbers[0] == 0) {
      return;
    }
    for (const Function& function : module_.functions) {
      if (function.role == Function::Role::kGrad && notes_.IsCalled(function.of)) {
        ReadBlock(function.body);
      }
    }
  }

  void ReadBlock(StmtList list) {
    for (const StmtId id : module_[list]) {
      std::visit([&](const auto& s) { Visit(s); }, module_[id].node);
    }
  }

  void Visit(const Assign& s) {
    const bool copies = notes_.As<VarRef>(s.value) != nullptr || notes_.IsElement(s.value);
    notes_.Note(copies ? notes_.rows().copy : OverloadId());
    NoteExpr(notes_, s.value);
  }
  // Warp makes no tuple of a, b = x, y.
  void Visit(const Unpack& s) {
    const auto* tuple = notes_.As<Tuple>(s.value);
    tuple == nullptr ? NoteExpr(notes_, s.value) : NoteExprs(notes_, tuple->items);
  }
  void Visit(const Store& s) { NoteStore(notes_, s); }
  void Visit(const Augment& s) { NoteAugment(notes_, s); }
  void Visit(const If& s) {
    NoteExpr(notes_, s.condition);
    if (!notes_.IsDecided(s.condition)) {
      ReadBlock(s.then);
      ReadBlock(s.otherwise);
    }
  }
  void Visit(const ForRange& s) {
    if (IsIterable(notes_.TypeOf(s.stop))) {
      NoteExpr(notes_, s.stop);
      NoteIteration(notes_.TypeOf(s.stop));
    } else {
      NoteRange(s);
    }
    ReadBlock(s.body);
  }
  void Visit(const While& s) {
    NoteExpr(notes_, s.condition);
    ReadBlock(s.body);
  }
  void Visit(const Return& s) { NoteExprs(notes_, s.values); }
  void Visit(const Evaluate& s) { NoteExpr(notes_, s.value); }
  void Visit(const Print& s) {
    notes_.Note(s.is_printf ? notes_.rows().printf : notes_.rows().print);
    NoteExpr(notes_, s.text);
    NoteExprs(notes_, s.values);
  }
  void Visit(const Assert& s) { NoteExpr(notes_, s.condition); }
  void Visit(const KindOf<std::monostate, Break, Continue, Pass, Comment, BlankLine> auto&) {}

  void NoteIteration(Type query) {
    for (const CallId id : table_.Named(table_.Name("iter_next"))) {
      if (CanPass(query, table_.call(id).args[0])) {
        notes_.NoteCall(id);
      }
    }
  }

  void NoteRange(const ForRange& s) {
    std::vector<Type> types;
    bool is_constant = true;
    for (const ExprId bound : {s.start, s.stop, s.step}) {
      if (bound.is_valid()) {
        NoteExpr(notes_, bound);
        types.push_back(kInt);
        is_constant = is_constant && ConstantInteger(module_, bound).has_value();
      }
    }
    // Loops of constant length need no range, whether Warp unrolls them or not.
    if (!is_constant || s.reversed) {
      const Type range = table_.call(table_.Named(table_.Name("range"))[0]).result;
      notes_.NoteNamed("range", types);
      if (s.reversed) {
        notes_.NoteNamed("reversed", std::array{range});
      }
      notes_.NoteNamed("iter_next", std::array{range});
    }
  }

  const Module& module_;
  const BuiltinTable& table_;
  OverloadNotes notes_;
};

}  // namespace

std::vector<OverloadId> OverloadsUsed(const Module& module, const BuiltinTable& builtins) {
  return ModuleReader(module, builtins).Run();
}

std::string KeyOf(const BuiltinTable& builtins, OverloadId id) {
  const Overload& overload = builtins.overload(id);
  return std::string(builtins.name(overload.name)) + "#" + std::to_string(overload.index);
}

}  // namespace warploom::lang
