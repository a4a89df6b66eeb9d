#include "print/literals.h"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>

#include "base/check.h"
#include "print/type_printer.h"

namespace warploom::print {
namespace {

// Large masks are padded to 32 or 64 bits: 0x0000000180000000, 0x00FF00FF, 0xFF.
void AppendHex(std::string& out, uint64_t bits) {
  const int digits = bits > 0xffffffffU ? 16 : bits > 0xffffU ? 8 : 1;
  fmt::format_to(std::back_inserter(out), "0x{:0{}X}", bits, digits);
}

void AppendNumber(std::string& out, const lang::Literal& literal, lang::Type type) {
  if (type.is_float()) {
    AppendReal(out, literal.real);
  } else if (literal.hex) {
    AppendHex(out, static_cast<uint64_t>(literal.integer));
  } else if (type == lang::kUint64) {
    fmt::format_to(std::back_inserter(out), "{}", static_cast<uint64_t>(literal.integer));
  } else {
    fmt::format_to(std::back_inserter(out), "{}", literal.integer);
  }
}

}  // namespace

void AppendReal(std::string& out, double value) {
  const size_t start = out.size();
  fmt::format_to(std::back_inserter(out), "{}", value);
  // Python's floats have a decimal point or an exponent; fmt writes whole numbers without either.
  if (out.find_first_of(".en", start) == std::string::npos) {
    out += ".0";
  }
  // Python formatters write 1e30, fmt 1e+30.
  if (const size_t plus = out.find("e+", start); plus != std::string::npos) {
    out.erase(plus + 1, 1);
  }
}

void AppendQuoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    WARPLOOM_CHECK(c != '"' && c != '\\',
                   "Warp does not escape a string literal for C++ (codegen.py)");
    out += c == '\n' ? std::string_view("\\n") : std::string_view(&c, 1);
  }
  out += '"';
}

bool IsPlainNumber(lang::Type type) { return type == lang::kInt || type == lang::kFloat; }

void AppendLiteral(Document& out, const lang::Module& module, const lang::Literal& literal,
                   lang::Type type) {
  if (type.is_bool()) {
    out.Append(literal.integer != 0 ? "True" : "False");
  } else if (IsPlainNumber(type)) {
    AppendNumber(out.text(), literal, type);
  } else {
    AppendType(out, module, type);
    out.OpenBracket('(');
    AppendNumber(out.text(), literal, type);
    out.CloseBracket(')');
  }
}

}  // namespace warploom::print
