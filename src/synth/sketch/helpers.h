#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "synth/sketch/author_style.h"
#include "synth/sketch/draft.h"
#include "synth/sketch/fresh_names.h"
#include "synth/sketch/variables.h"

namespace warploom::synth {

// The @wp.func functions that the kernel calls.
class Helpers {
 public:
  struct Param {
    std::string_view name;
    lang::Type type;
    ValueRange range;
  };
  struct Info {
    lang::FuncId id;
    std::vector<lang::Type> params;
    std::vector<ValueRange> param_ranges;
    std::vector<lang::Type> results;
    std::vector<ValueRange> result_ranges;
    bool is_hidden = false;
  };
  using Body = std::function<std::vector<Val>(std::span<const Val>)>;

  Helpers(Draft& draft, const AuthorStyle& style, FreshNames& names, Variables& variables)
      : draft_(draft), style_(style), names_(names), variables_(variables) {}

  // def name(params): the body writes statements and gives the results. It sees the parameters
  // alone, none of the kernel's variables.
  lang::FuncId DefineHelper(std::string_view name, std::span<const Param> params, const Body& body);
  // A call, worth the first result. CHECKs that integers are in their parameters' ranges; the
  // caller guarantees the same for floats.
  Val CallHelper(lang::FuncId helper, std::span<const Val> args);
  // A call whose results are unpacked into variables.
  std::vector<Val> CallHelperAll(lang::FuncId helper, std::span<const Val> args,
                                 std::span<const std::string_view> names);
  // Keeps drawing from calling the helper: a shading term means nothing elsewhere.
  void Hide(lang::FuncId helper) { InfoOf(helper).is_hidden = true; }
  std::span<const Info> infos() const { return infos_; }

 private:
  Info& InfoOf(lang::FuncId helper);

  Draft& draft_;
  const AuthorStyle& style_;
  FreshNames& names_;
  Variables& variables_;
  std::vector<Info> infos_;
};

}  // namespace warploom::synth
