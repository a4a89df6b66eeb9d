#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "lang/builder.h"
#include "lang/rules.h"
#include "reference/reference.h"

namespace warploom::reference {

// A kernel of one thread that reads x and stores one value after the other in `out`.
class Rule {
 public:
  Rule(lang::Type x, lang::Type out)
      : x_(b.AddVar("x", lang::ArrayOf(x, 1))), out_(b.AddVar("out", lang::ArrayOf(out, 1))) {}

  lang::ExprId X() { return b.Var(x_); }
  lang::ExprId X(int i) { return b.Subscript(X(), {b.Int(i)}); }
  lang::ExprId Out() { return b.Var(out_); }
  void Give(lang::ExprId value) { b.Store(b.Subscript(Out(), {b.Int(stored_++)}), value); }
  void Give(lang::BinaryOp op, int left, int right) { Give(b.Binary(op, X(left), X(right))); }
  lang::VarId Let(std::string name, lang::ExprId value) {
    const lang::VarId var = b.AddVar(std::move(name), b.type_of(value));
    b.Assign(var, value);
    return var;
  }
  // A call whose overload the types of its arguments do not tell, such as one that makes a tile.
  lang::ExprId Call(std::string_view name, int overload, const std::vector<lang::ExprId>& args,
                    lang::Type result) {
    const lang::BuiltinTable& table = b.builtins();
    std::vector<lang::Type> types;
    for (const lang::ExprId arg : args) {
      if (lang::IsInRow(module_, arg)) {
        types.push_back(lang::AnyShape(b.type_of(arg)));
      }
    }
    for (const lang::CallId id : table.Named(table.Name(name))) {
      const lang::Call& call = table.call(id);
      if (table.overload(call.overload).index == overload && std::ranges::equal(call.args, types) &&
          call.result == lang::AnyShape(result)) {
        return b.Call(call, args, result);
      }
    }
    WARPLOOM_CHECK(false, "Warp has no such call");
  }
  // wp.tile_load(x, shape=4, offset=offset)
  lang::ExprId Load(int offset) {
    return Call("tile_load", 1,
                {X(), b.Keyword(lang::KeywordName::kShape, b.Int(4)),
                 b.Keyword(lang::KeywordName::kOffset, b.Int(offset))},
                lang::TileOf(lang::kFloat, std::array{4}));
  }
  // A helper that adds one to calls[0] and returns its parameter.
  lang::FuncId Counting(lang::Type type) {
    const lang::VarId calls = b.AddVar("calls", lang::ArrayOf(lang::kInt, 1));
    const lang::VarId value = b.AddVar("value", type);
    b.OpenBlock();
    b.Augment(b.Subscript(b.Var(calls), {b.Int(0)}), lang::BinaryOp::kAdd, b.Int(1));
    b.Return(std::array{b.Var(value)});
    return b.AddFunction("counted", std::array{calls, value}, {type});
  }
  std::string Text(const std::function<void(Rule&)>& body) {
    lang::Module& m = module_;
    b.OpenBlock();
    body(*this);
    b.AddFunction("rule", std::array{x_, out_}, {});
    m.launch = {{1}, {{}, {}}};
    const auto text = PrintReference(m, lang::PinnedBuiltins());
    return text ? *text : "// unsupported: " + text.error().message + "\n";
  }

 private:
  lang::Module module_;

 public:
  lang::Builder b{module_, lang::PinnedBuiltins()};

 private:
  lang::VarId x_;
  lang::VarId out_;
  int stored_ = 0;
};

}  // namespace warploom::reference
