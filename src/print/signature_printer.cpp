#include "print/signature_printer.h"

#include <cstddef>
#include <span>

#include "lang/param_bits.h"
#include "print/expr_printer.h"
#include "print/type_printer.h"

namespace warploom::print {
namespace {

class SignaturePrinter {
 public:
  SignaturePrinter(const lang::Module& module, const lang::BuiltinTable& builtins,
                   const lang::Function& function)
      : module_(module),
        builtins_(builtins),
        function_(function),
        params_(module[function.params]),
        first_default_(params_.size() - function.defaults.size()) {}

  // x: wp.array(dtype=float) = default
  void AppendParameter(Document& line, size_t index) const {
    const lang::Variable& param = module_[params_[index]];
    line.Append(param.name, ": ");
    if (lang::NamesParam(function_.ref_params, index)) {
      line.Append("wp.ref");
      line.OpenBracket('[');
      AppendParameterType(line, index);
      line.CloseBracket(']', TrailingComma::kNever);
    } else {
      AppendParameterType(line, index);
    }
    if (index >= first_default_) {
      line.Append(" = ");
      AppendExpr(line, module_, builtins_, function_.defaults[index - first_default_]);
    }
  }

  // The whole signature as one logical line.
  void Append(Document& line) const {
    line.Append("def ", function_.name);
    line.OpenBracket('(', params_.size() == 1 ? Items::kEach : Items::kTogether);
    for (size_t i = 0; i < params_.size(); ++i) {
      if (i > 0) {
        line.Comma();
      }
      AppendParameter(line, i);
    }
    line.CloseBracket(')');
    AppendResults(line);
  }

  void PrintOneALine(LineWriter& out, int depth, std::string_view rest) const {
    out.Text(depth, "def ", function_.name, "(");
    for (size_t i = 0; i < params_.size(); ++i) {
      out.Line(depth + 1, [&](Document& line) {
        AppendParameter(line, i);
        line.Append(",");
      });
    }
    out.Line(depth, [&](Document& line) {
      line.Append(")");
      AppendResults(line);
      line.Append(rest);
    });
  }

 private:
  void AppendParameterType(Document& line, size_t index) const {
    const lang::Type type = module_[params_[index]].type;
    if (lang::NamesParam(function_.any_params, index)) {
      AppendGenericType(line, module_, type);
    } else {
      AppendType(line, module_, type);
    }
  }

  // " -> float:". Formatters break the parameters rather than the result types.
  void AppendResults(Document& line) const {
    if (function_.annotate_results && !function_.results.empty()) {
      line.Append(" -> ");
      line.Unbroken([&] { AppendResultTypes(line); });
    }
    line.Append(":");
  }

  void AppendResultTypes(Document& line) const {
    const bool is_tuple = function_.results.size() > 1;
    line.Append(is_tuple ? "tuple[" : "");
    for (size_t i = 0; i < function_.results.size(); ++i) {
      line.Append(i == 0 ? "" : ", ");
      AppendType(line, module_, function_.results[i]);
    }
    line.Append(is_tuple ? "]" : "");
  }

  const lang::Module& module_;
  const lang::BuiltinTable& builtins_;
  const lang::Function& function_;
  std::span<const lang::VarId> params_;
  size_t first_default_;
};

}  // namespace

void PrintSignature(LineWriter& out, const lang::Module& module, const lang::BuiltinTable& builtins,
                    const lang::Function& function, int depth, ParameterLines lines,
                    std::string_view rest) {
  const SignaturePrinter signature(module, builtins, function);
  if (lines == ParameterLines::kEach && function.params.count > 0) {
    signature.PrintOneALine(out, depth, rest);
    return;
  }
  out.Line(depth, [&](Document& line) {
    signature.Append(line);
    line.Append(rest);
  });
}

}  // namespace warploom::print
