#pragma once

#include <span>
#include <string>
#include <string_view>

#include "synth/sketch/author_style.h"
#include "synth/sketch/draft.h"

namespace warploom::synth {

// Names that the function under construction does not use yet.
class FreshNames {
 public:
  using Names = std::span<const std::string_view>;

  FreshNames(Draft& draft, const AuthorStyle& style) : draft_(draft), style_(style) {}

  // `base`; if it is taken, a synonym, a free name of `others`, or base with a digit.
  std::string Fresh(std::string_view base, lang::Type type, Names others);
  std::string Fresh(std::string_view base) { return Fresh(base, lang::Type{}, {}); }
  // A name of the theme's for a local of this type.
  std::string DrawName(lang::Type type);
  // A new name for a local: `base`, or one of the theme's if that is empty.
  std::string NewLocalName(std::string_view base, lang::Type type);
  // A name for an assignment to a local: a new name, or that of a variable of a finished loop.
  std::string LocalName(std::string_view base, lang::Type type);
  // A name for a loop variable: a new name, or that of a finished loop's.
  std::string CounterName(std::string_view base);
  std::string ParamName(std::string_view name, lang::Type type, bool is_output);
  std::string DrawKernelName();
  // What the kernel is about, such as "bilinear-sample"; its name may say so.
  void NameAfter(std::string_view subject);

 private:
  bool IsTaken(std::string_view name) const;
  std::string Take(std::string name);
  std::string Numbered(std::string_view base);
  std::string_view FreeName(Names names, std::string_view base);

  Draft& draft_;
  const AuthorStyle& style_;
  std::string subject_;
};

}  // namespace warploom::synth
