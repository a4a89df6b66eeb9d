#include "lang/canonical.h"

#include <bit>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "lang/kind_of.h"
#include "lang/kind_tags.h"

namespace warploom::lang {
namespace {

// What stands before parts that most functions and expressions do not have.
constexpr uint64_t kNoExpr = TagOfName("no expression");
constexpr uint64_t kEndOfBlock = TagOfName("end of block");
constexpr uint64_t kFactory = TagOfName("factory");
constexpr uint64_t kRole = TagOfName("role");
constexpr uint64_t kOpenParams = TagOfName("open parameters");
constexpr uint64_t kDefault = TagOfName("default");
constexpr uint64_t kCallForm = TagOfName("form of call");
constexpr uint64_t kSpelling = TagOfName("spelling");
constexpr uint64_t kStarred = TagOfName("starred");
constexpr uint64_t kByPosition = TagOfName("by position");

// Walks the module in printing order and writes what it meets as words. Enumerators that are
// written as numbers have their numbers fixed where they are declared.
class Canonicalizer {
 public:
  Canonicalizer(const Module& module, const BuiltinTable& builtins)
      : module_(module),
        builtins_(builtins),
        var_numbers_(module.vars.size(), 0),
        const_numbers_(module.constants.size(), 0) {
    words_.reserve(module.exprs.size() * 4);
  }

  StructuralHashes Run() {
    for (const StructDef& definition : module_.structs) {
      Word(definition.fields.size());
      for (const StructField& field : definition.fields) {
        Word(TagOf(module_, field.type));
      }
    }
    for (const Function& function : module_.functions) {
      WalkFunction(function);
    }
    if (module_.factory.is_set()) {
      Word(kFactory);
      Word(module_.factory.numbers.size());
      Word(module_.factory.function.value);
    }
    return {HashOf(words_), HashOf(masked_)};
  }

 private:
  static uint64_t HashOf(const std::vector<uint64_t>& words) {
    return Hash64({reinterpret_cast<const char*>(words.data()), words.size() * sizeof(uint64_t)});
  }

  void Word(uint64_t word) {
    words_.push_back(word);
    masked_.push_back(word);
  }

  void WalkFunction(const Function& function) {
    if (function.role != Function::Role::kPlain) {
      Word(kRole);
      Word(static_cast<uint64_t>(function.role));
      Word(function.of.value);
    }
    Word(function.params.count);
    for (const VarId param : module_[function.params]) {
      Word(TagOf(module_, module_[param].type));
      WalkVar(param);
    }
    Word(function.annotate_results ? function.results.size() + 1 : 0);
    if ((function.any_params | function.ref_params) != 0) {
      Word(kOpenParams);
      Word(function.any_params);
      Word(function.ref_params);
    }
    for (const ExprId value : function.defaults) {
      Word(kDefault);
      Walk(value);
    }
    if (function.native.snippet.is_valid()) {
      Word(Hash64(module_[function.native.snippet]));
      WalkText(function.native.adjoint);
      WalkText(function.native.replay);
    }
    if (function.role != Function::Role::kInstance) {
      Walk(function.body);
    }
  }

  void WalkVar(VarId var) {
    uint32_t& number = var_numbers_[var.value];
    if (number == 0) {
      number = ++vars_seen_;
    }
    Word(number);
  }

  // A text in the code is a constant like a number.
  void WalkText(TextId id) {
    Word(id.is_valid() ? 1 : 0);
    words_.push_back(id.is_valid() ? Hash64(module_[id]) : 0);
  }

  void Walk(StmtList list) {
    for (const StmtId id : module_[list]) {
      std::visit([&](const auto& s) { WriteStmt(s); }, module_[id].node);
    }
    Word(kEndOfBlock);
  }

  void Walk(ExprList list) {
    Word(list.count);
    for (const ExprId id : module_[list]) {
      Walk(id);
    }
  }

  void Walk(ExprId id) {
    if (!id.is_valid()) {
      Word(kNoExpr);
      return;
    }
    const Expr& expr = module_[id];
    std::visit([&](const auto& e) { WriteExpr(e, expr.type); }, expr.node);
  }

  // These are not read by Warp.
  void WriteStmt(const KindOf<std::monostate, Comment, BlankLine> auto&) {}
  template <typename Node>
  void WriteStmt(const Node& s) {
    Word(kKindTag<Node>);
    Visit(s);
  }

  void WriteExpr(const std::monostate&, Type) { Word(kNoExpr); }
  template <typename Node>
  void WriteExpr(const Node& e, Type type) {
    Word(kKindTag<Node>);
    Visit(e, type);
  }

  void Visit(const Assign& s) {
    WalkVar(s.target);
    Walk(s.value);
  }
  void Visit(const Unpack& s) {
    for (const VarId target : module_[s.targets]) {
      WalkVar(target);
    }
    Walk(s.value);
  }
  void Visit(const Store& s) {
    Walk(s.target);
    Walk(s.value);
  }
  void Visit(const Augment& s) {
    Word(TagOf(s.op));
    Walk(s.target);
    Walk(s.value);
  }
  void Visit(const If& s) {
    Walk(s.condition);
    Walk(s.then);
    Walk(s.otherwise);
  }
  void Visit(const ForRange& s) {
    Word(s.reversed ? 1 : 0);
    WalkVar(s.variable);
    Walk(s.start);
    Walk(s.stop);
    Walk(s.step);
    Walk(s.body);
  }
  void Visit(const While& s) {
    Walk(s.condition);
    Walk(s.body);
  }
  void Visit(const Break&) {}
  void Visit(const Continue&) {}
  void Visit(const Return& s) { Walk(s.values); }
  void Visit(const Evaluate& s) { Walk(s.value); }
  void Visit(const Print& s) {
    Word(s.is_printf ? 1 : 0);
    Walk(s.text);
    Walk(s.values);
  }
  void Visit(const Assert& s) {
    WalkText(s.message);
    Walk(s.condition);
  }
  void Visit(const Pass&) {}

  void Visit(const Literal& e, Type type) {
    Word(TagOf(module_, type));
    words_.push_back(IsFloat(type.scalar) ? std::bit_cast<uint64_t>(e.real)
                                          : static_cast<uint64_t>(e.integer));
  }
  void Visit(const String& e, Type) { WalkText(e.text); }
  void Visit(const VarRef& e, Type) { WalkVar(e.var); }
  void Visit(const ConstRef& e, Type) {
    uint32_t& number = const_numbers_[e.constant.value];
    if (number != 0) {
      Word(number);
      return;
    }
    number = ++consts_seen_;
    Word(number);
    Word(module_[e.constant].wrapped ? 1 : 2);
    Walk(module_[e.constant].value);
  }
  void Visit(const NamedNumber& e, Type) { words_.push_back(TagOfName(Info(e.name).name)); }
  void Visit(const Member& e, Type) {
    Word(static_cast<uint64_t>(module_.classes[e.owner].kind));
    Word(static_cast<uint64_t>(e.form));
    Walk(module_[e].value);
  }
  void Visit(const Static& e, Type) { Walk(e.value); }
  void Visit(const Tuple& e, Type) { Walk(e.items); }
  void Visit(const Unary& e, Type) {
    Word(TagOf(e.op));
    Walk(e.operand);
  }
  void Visit(const Binary& e, Type) {
    Word(TagOf(e.op));
    Walk(e.left);
    Walk(e.right);
  }
  void Visit(const Compare& e, Type) {
    Word(TagOf(e.ops[0]));
    Word(TagOf(e.ops[1]));
    Walk(e.operands);
  }
  void Visit(const BoolOp& e, Type) {
    Word(e.is_and ? 1 : 0);
    Walk(e.operands);
  }
  void Visit(const Ternary& e, Type) {
    Walk(e.condition);
    Walk(e.then);
    Walk(e.otherwise);
  }
  // The arguments' types tell the overload; the result is what dtype= may choose.
  void Visit(const BuiltinCall& e, Type type) {
    WalkName(builtins_.call(e.call).name);
    Word(TagOf(module_, type));
    WalkNamed(e.by_position);
    Walk(e.args);
  }
  void Visit(const UserCall& e, Type) {
    Word(e.function.value);
    WalkNamed(e.by_position);
    if (e.form != UserCall::Form::kCall || e.callee.is_valid()) {
      Word(kCallForm);
      Word(static_cast<uint64_t>(e.form));
      Walk(e.callee);
    }
    Walk(e.args);
  }
  void Visit(const Construct& e, Type type) {
    Word(TagOf(module_, type));
    WalkNamed(e.by_position);
    if (e.spelling != Construct::Spelling::kName) {
      Word(kSpelling);
      Word(static_cast<uint64_t>(e.spelling));
      Walk(e.like);
    }
    if (e.starred > 0) {
      Word(kStarred);
      Word(e.starred);
    }
    Walk(e.args);
  }
  void WalkNamed(uint8_t by_position) {
    if (by_position != kAllByPosition) {
      Word(kByPosition);
      Word(by_position);
    }
  }
  void WalkName(BuiltinNameId name) { Word(name.is_valid() ? TagOfName(builtins_.name(name)) : 0); }
  void Visit(const Subscript& e, Type) {
    Walk(e.base);
    Walk(e.indices);
  }
  void Visit(const Slice& e, Type) {
    Walk(e.start);
    Walk(e.stop);
    Walk(e.step);
  }
  void Visit(const Field& e, Type) {
    Word(e.field);
    Walk(e.base);
  }
  void Visit(const Component& e, Type) {
    Word(e.index);
    Walk(e.base);
  }
  void Visit(const Shape& e, Type) {
    Word(e.dimension);
    Walk(e.array);
  }
  void Visit(const Callee& e, Type) {
    WalkName(e.builtin);
    Word(e.function.value);
  }
  void Visit(const LocalArray& e, Type type) {
    Word(TagOf(module_, type));
    Walk(e.shape);
    Walk(e.source);
  }
  void Visit(const Adjoint& e, Type) { Walk(e.of); }
  void Visit(const Keyword& e, Type) {
    Word(TagOfName(Info(e.name).keyword));
    Walk(e.value);
  }
  void Visit(const TypeName&, Type type) { Word(TagOf(module_, type)); }

  const Module& module_;
  const BuiltinTable& builtins_;
  std::vector<uint32_t> var_numbers_;
  std::vector<uint32_t> const_numbers_;
  uint32_t vars_seen_ = 0;
  uint32_t consts_seen_ = 0;
  std::vector<uint64_t> words_;
  std::vector<uint64_t> masked_;
};

}  // namespace

StructuralHashes HashStructure(const Module& module, const BuiltinTable& builtins) {
  return Canonicalizer(module, builtins).Run();
}

}  // namespace warploom::lang
