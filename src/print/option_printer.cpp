#include "print/option_printer.h"

#include <fmt/format.h>

#include <iterator>

namespace warploom::print {

void AppendOptionValue(Document& out, const lang::Option& option) {
  switch (lang::Info(option.name).kind) {
    case lang::OptionKind::kFlag:
      out.Append(option.numbers[0] != 0 ? "True" : "False");
      return;
    case lang::OptionKind::kNumbers:
      if (option.numbers[1] == 0) {
        fmt::format_to(std::back_inserter(out.text()), "{}", option.numbers[0]);
        return;
      }
      out.OpenBracket('(', Items::kEach);
      fmt::format_to(std::back_inserter(out.text()), "{}", option.numbers[0]);
      out.Comma();
      fmt::format_to(std::back_inserter(out.text()), "{}", option.numbers[1]);
      out.CloseBracket(')');
      return;
    case lang::OptionKind::kUnique:
      out.Append("\"unique\"");
      return;
    case lang::OptionKind::kDebug:
      out.Append("\"debug\"");
      return;
  }
}

void AppendOptionDict(Document& out, std::span<const lang::Option> options) {
  out.OpenBracket('{', Items::kEach);
  bool is_first = true;
  for (const lang::Option& option : options) {
    if (!is_first) {
      out.Comma();
    }
    is_first = false;
    out.Append("\"", lang::Info(option.name).keyword, "\": ");
    AppendOptionValue(out, option);
  }
  out.CloseBracket('}');
}

void AppendOptionArguments(Document& out, std::span<const lang::Option> options) {
  bool is_first = true;
  for (const lang::Option& option : options) {
    if (!is_first) {
      out.Comma();
    }
    is_first = false;
    out.Append(lang::Info(option.name).keyword, "=");
    AppendOptionValue(out, option);
  }
}

}  // namespace warploom::print
