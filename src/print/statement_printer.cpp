#include "print/statement_printer.h"

#include <string_view>
#include <variant>

#include "base/check.h"
#include "lang/rules.h"
#include "print/expr_printer.h"
#include "print/literals.h"

namespace warploom::print {
namespace {

using lang::ExprId;
using lang::Module;

// There is one Visit for each kind of statement and none by default, so that a new kind does not
// compile until it is printed here.
class StatementPrinter {
 public:
  StatementPrinter(LineWriter& out, const Module& module, const lang::BuiltinTable& builtins)
      : out_(out), module_(module), builtins_(builtins) {}

  void Print(lang::StmtList list, int depth) {
    for (const lang::StmtId id : module_[list]) {
      std::visit([&](const auto& s) { Visit(s, depth); }, module_[id].node);
    }
  }

 private:
  void Append(Document& line, ExprId id) const { AppendExpr(line, module_, builtins_, id); }

  void AppendValue(Document& line, ExprId id) const {
    line.BeginValue();
    Append(line, id);
    line.EndValue();
  }

  void AppendItems(Document& line, lang::ExprList items) const {
    bool is_first = true;
    for (const ExprId item : module_[items]) {
      if (!is_first) {
        line.Comma();
      }
      is_first = false;
      Append(line, item);
    }
  }

  // a, b: a tuple without parentheses.
  void AppendValues(Document& line, lang::ExprList values, bool is_whole = false) const {
    line.BeginValue(values.count > 1, is_whole);
    AppendItems(line, values);
    line.EndValue();
  }

  // The target of an assignment is never broken.
  void AppendTarget(Document& line, ExprId id) const {
    line.Unbroken([&] { Append(line, id); });
  }

  void Visit(const std::monostate&, int) {
    WARPLOOM_CHECK(false, "a statement of the module was never built");
  }

  void Visit(const lang::Assign& s, int depth) {
    out_.Line(depth, [&](Document& line) {
      line.Append(module_[s.target].name, " = ");
      AppendValue(line, s.value);
    });
  }

  void Visit(const lang::Unpack& s, int depth) {
    out_.Line(depth, [&](Document& line) {
      bool is_first = true;
      for (const lang::VarId target : module_[s.targets]) {
        line.Append(is_first ? "" : ", ", module_[target].name);
        is_first = false;
      }
      line.Append(" = ");
      if (const auto* tuple = std::get_if<lang::Tuple>(&module_[s.value].node)) {
        AppendValues(line, tuple->items, /*is_whole=*/true);  // Unlike those of a return.
      } else {
        AppendValue(line, s.value);
      }
    });
  }

  void Visit(const lang::Store& s, int depth) {
    out_.Line(depth, [&](Document& line) {
      AppendTarget(line, s.target);
      line.Append(" = ");
      AppendValue(line, s.value);
    });
  }

  void Visit(const lang::Augment& s, int depth) {
    out_.Line(depth, [&](Document& line) {
      AppendTarget(line, s.target);
      line.Append(" ", Info(s.op).spelling, "= ");
      AppendValue(line, s.value);
    });
  }

  void Visit(const lang::If& s, int depth) { PrintIf(s, "if ", depth); }

  void PrintIf(const lang::If& s, std::string_view keyword, int depth) {
    PrintBlock(keyword, s.condition, s.then, depth);
    const auto otherwise = module_[s.otherwise];
    if (otherwise.empty()) {
      return;
    }
    if (otherwise.size() == 1) {
      if (const auto* nested = std::get_if<lang::If>(&module_[otherwise[0]].node)) {
        PrintIf(*nested, "elif ", depth);
        return;
      }
    }
    out_.Text(depth, "else:");
    Print(s.otherwise, depth + 1);
  }

  void Visit(const lang::While& s, int depth) { PrintBlock("while ", s.condition, s.body, depth); }

  void PrintBlock(std::string_view keyword, ExprId condition, lang::StmtList body, int depth) {
    out_.Line(depth, [&](Document& line) {
      line.Append(keyword);
      AppendValue(line, condition);
      line.Append(":");
    });
    Print(body, depth + 1);
  }

  void Visit(const lang::ForRange& s, int depth) {
    out_.Line(depth, [&](Document& line) {
      line.Append("for ", module_[s.variable].name, " in ");
      if (lang::IsIterable(module_[s.stop].type)) {
        Append(line, s.stop);
      } else {
        AppendRange(line, s);
      }
      line.Append(":");
    });
    Print(s.body, depth + 1);
  }

  void AppendRange(Document& line, const lang::ForRange& s) const {
    if (s.reversed) {
      line.Append("reversed");
      line.OpenBracket('(');
    }
    line.Append("range");
    line.OpenBracket('(');
    if (s.start.is_valid()) {
      Append(line, s.start);
      line.Comma();
    }
    Append(line, s.stop);
    if (s.step.is_valid()) {
      line.Comma();
      Append(line, s.step);
    }
    line.CloseBracket(')');
    if (s.reversed) {
      line.CloseBracket(')');
    }
  }

  void Visit(const lang::Break&, int depth) { out_.Text(depth, "break"); }
  void Visit(const lang::Continue&, int depth) { out_.Text(depth, "continue"); }
  void Visit(const lang::Pass&, int depth) { out_.Text(depth, "pass"); }

  void Visit(const lang::Return& s, int depth) {
    if (s.values.count == 0) {
      out_.Text(depth, "return");
      return;
    }
    out_.Line(depth, [&](Document& line) {
      line.Append("return ");
      AppendValues(line, s.values);
    });
  }

  void Visit(const lang::Evaluate& s, int depth) {
    out_.Line(depth, [&](Document& line) { Append(line, s.value); });
  }

  void Visit(const lang::Print& s, int depth) {
    out_.Line(depth, [&](Document& line) {
      line.Append(s.is_printf ? "wp.printf" : "print");
      line.OpenBracket('(');
      Append(line, s.text);
      if (s.values.count > 0) {
        line.Comma();
        AppendItems(line, s.values);
      }
      line.CloseBracket(')');
    });
  }

  // Warp copies the text of an assertion into C++, where it must be a single line (emit_Assert).
  void Visit(const lang::Assert& s, int depth) {
    out_.UnbrokenLine(depth, [&](Document& line) {
      line.Append("assert ");
      Append(line, s.condition);
      if (s.message.is_valid()) {
        line.Append(", ");
        AppendQuoted(line.text(), module_[s.message]);
      }
    });
  }

  void Visit(const lang::Comment& s, int depth) { out_.Text(depth, "# ", module_[s.text]); }
  void Visit(const lang::BlankLine&, int) { out_.Raw("\n"); }

  LineWriter& out_;
  const Module& module_;
  const lang::BuiltinTable& builtins_;
};

}  // namespace

void PrintStatements(LineWriter& out, const Module& module, const lang::BuiltinTable& builtins,
                     lang::StmtList statements, int depth) {
  StatementPrinter(out, module, builtins).Print(statements, depth);
}

}  // namespace warploom::print
