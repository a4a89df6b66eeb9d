#include "print/expr_printer.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <variant>

#include "base/check.h"
#include "lang/object_fields.h"
#include "lang/rules.h"
#include "print/expr_visitor.h"
#include "print/literals.h"
#include "print/type_printer.h"

namespace warploom::print {

void ExprVisitor::Print(lang::ExprId id, Place place) {
  const lang::Expr& expr = module_[id];
  std::visit([&](const auto& e) { Visit(e, expr.type, place); }, expr.node);
}

void ExprVisitor::Visit(const std::monostate&, lang::Type, Place) {
  WARPLOOM_CHECK(false, "an expression of the module was never built");
}

void ExprVisitor::Visit(const lang::Literal& e, lang::Type type, Place place) {
  const bool is_negative = IsPlainNumber(type) && (e.integer < 0 || e.real < 0.0);
  Parenthesized(is_negative ? Info(lang::UnaryOp::kNeg).precedence : lang::kAtomPrecedence, place,
                [&] { AppendLiteral(out_, module_, e, type); });
}

void ExprVisitor::Visit(const lang::String& e, lang::Type, Place) {
  AppendQuoted(out_.text(), module_[e.text]);
}

void ExprVisitor::Visit(const lang::VarRef& e, lang::Type, Place) {
  out_.Append(module_[e.var].name);
}

void ExprVisitor::Visit(const lang::ConstRef& e, lang::Type, Place) {
  out_.Append(module_[e.constant].name);
}

void ExprVisitor::Visit(const lang::NamedNumber& e, lang::Type, Place) {
  const std::string_view name = lang::Info(e.name).name;
  switch (e.source) {
    case lang::NumberSource::kWarp:
      out_.Append("wp.", name);
      return;
    case lang::NumberSource::kWarpUpper:
      out_.Append("wp.");
      std::ranges::transform(name, std::back_inserter(out_.text()), [](char c) {
        return static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
      });
      return;
    case lang::NumberSource::kMath:
      out_.Append("math.", name);
      return;
    case lang::NumberSource::kNumpy:
      out_.Append("np.", name);
      return;
  }
}

void ExprVisitor::Visit(const lang::Member& e, lang::Type, Place) {
  const auto print_name = [&] { out_.Append(module_.classes[e.owner].name, ".", module_[e].name); };
  switch (e.form) {
    case lang::Member::Form::kPlain:
      print_name();
      return;
    case lang::Member::Form::kCast:
      out_.Append("int");
      out_.OpenBracket('(');
      print_name();
      out_.CloseBracket(')');
      return;
    case lang::Member::Form::kValue:
      print_name();
      out_.Append(".value");
      return;
  }
}

void ExprVisitor::Visit(const lang::Static& e, lang::Type, Place) {
  out_.Append("wp.static");
  out_.OpenBracket('(');
  Print(e.value);
  out_.CloseBracket(')');
}

void ExprVisitor::Visit(const lang::Tuple& e, lang::Type, Place) { PrintTuple(e.items); }

void ExprVisitor::PrintItems(std::span<const lang::ExprId> items) {
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0) {
      out_.Comma();
    }
    Print(items[i]);
  }
}

void ExprVisitor::PrintTuple(lang::ExprList items) {
  const bool is_single = items.count == 1;
  out_.OpenBracket('(', Items::kEach);
  PrintItems(module_[items]);
  out_.Append(is_single ? "," : "");
  out_.CloseBracket(')', is_single ? TrailingComma::kNever : TrailingComma::kIfBroken);
}

void ExprVisitor::Visit(const lang::Subscript& e, lang::Type, Place) {
  Print(e.base, kAtom);
  out_.OpenBracket('[');
  PrintItems(module_[e.indices]);
  out_.CloseBracket(']', e.indices.count > 1 ? TrailingComma::kIfBroken : TrailingComma::kNever);
}

void ExprVisitor::Visit(const lang::Slice& e, lang::Type, Place) {
  const auto is_simple = [&](lang::ExprId id) { return !id.is_valid() || IsNameOrNumber(id); };
  const bool is_spaced = !is_simple(e.start) || !is_simple(e.stop) || !is_simple(e.step);
  if (e.start.is_valid()) {
    Print(e.start);
    out_.Append(is_spaced ? " " : "");
  }
  out_.Append(":");
  if (e.stop.is_valid()) {
    out_.Append(is_spaced ? " " : "");
    Print(e.stop);
  }
  if (e.step.is_valid()) {
    out_.Append(is_spaced ? " : " : ":");
    Print(e.step);
  }
}

void ExprVisitor::Visit(const lang::Field& e, lang::Type, Place) {
  Print(e.base, kAtom);
  out_.Append(".", module_.struct_of(module_[e.base].type).fields[e.field].name);
}

void ExprVisitor::Visit(const lang::Component& e, lang::Type, Place) {
  Print(e.base, kAtom);
  const lang::Type base = module_[e.base].type;
  if (base.kind == lang::TypeKind::kOpaque) {
    out_.Append(".", lang::FieldsOfObject(base)[e.index].name);
    return;
  }
  const std::string_view names = base.is_transform() ? "pq" : "xyzw";
  out_.Append(".", names.substr(e.index, 1));
}

void ExprVisitor::Visit(const lang::Shape& e, lang::Type, Place) {
  Print(e.array, kAtom);
  out_.Append(".shape");
  out_.OpenBracket('[');
  fmt::format_to(std::back_inserter(out_.text()), "{}", e.dimension);
  out_.CloseBracket(']', TrailingComma::kNever);
}

void ExprVisitor::Visit(const lang::Adjoint& e, lang::Type, Place) {
  out_.Append("wp.adjoint");
  out_.OpenBracket('[');
  Print(e.of);
  out_.CloseBracket(']', TrailingComma::kNever);
}

void ExprVisitor::Visit(const lang::TypeName&, lang::Type type, Place) {
  AppendType(out_, module_, type);
}

void AppendExpr(Document& out, const lang::Module& module, const lang::BuiltinTable& builtins,
                lang::ExprId id) {
  ExprVisitor(out, module, builtins).Print(id);
}

}  // namespace warploom::print
