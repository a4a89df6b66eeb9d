#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.h"
#include "reference/expressions.h"
#include "reference/types.h"

// Tiles: calls of the builtins, subscripts, and updates in place. The functions are those of
// python/warploom/reference_runtime/.
namespace warploom::reference {

using lang::BinaryOp;
using lang::ExprId;
using lang::KeywordName;
using lang::Type;

namespace {

bool ChangesTile(BinaryOp op) {
  return op == BinaryOp::kAdd || op == BinaryOp::kSub || op == BinaryOp::kBitAnd ||
         op == BinaryOp::kBitOr || op == BinaryOp::kBitXor;
}

// Where the reference's functions take an argument that has a name in Python: nullopt for by
// position, else the member of wl::With. That is empty for types, which the result has, and for
// hints that change no value.
std::optional<std::string_view> OptionOf(KeywordName name) {
  switch (name) {
    case KeywordName::kShape:
      return "shape";
    case KeywordName::kOffset:
      return "offset";
    case KeywordName::kAxis:
      return "axis";
    case KeywordName::kFillMode:
      return "upper";
    case KeywordName::kCapacity:
      return "capacity";
    case KeywordName::kStop:
      return "stop";
    case KeywordName::kAlpha:
      return "alpha";
    case KeywordName::kBeta:
      return "beta";
    case KeywordName::kDtype:
    case KeywordName::kStorage:
    case KeywordName::kBoundsCheck:
    case KeywordName::kAligned:
    case KeywordName::kPreserveType:
    case KeywordName::kAtomic:
    case KeywordName::kPrecision:
      return "";
    case KeywordName::kValue:
    case KeywordName::kThreadIdx:
    case KeywordName::kIndices:
    case KeywordName::kRng:
    case KeywordName::kMin:
    case KeywordName::kMax:
      return std::nullopt;
  }
  WARPLOOM_CHECK(false, "an unknown keyword");
}

// bvh_query_aabb_tiled is the older name of tile_bvh_query_aabb.
std::string CurrentName(std::string_view name) {
  static constexpr std::string_view kOld = "_tiled";
  return name.ends_with(kOld) ? fmt::format("tile_{}", name.substr(0, name.size() - kOld.size()))
                              : std::string(name);
}

}  // namespace

bool ExprWriter::IsOfTiles(const lang::BuiltinCall& e) const {
  const std::string_view name = NameOf(e);
  return name.starts_with("tile_") || name == "tile" || name == "untile" ||
         name.ends_with("_tiled") || (name == "len" && module_[module_[e.args][0]].type.is_tile());
}

// One or several numbers as wl::Extents.
std::string ExprWriter::Extents(ExprId id) {
  const auto* tuple = std::get_if<lang::Tuple>(&module_[id].node);
  return fmt::format("wl::extents({})", tuple == nullptr ? Write(id) : List(tuple->items));
}

// A function, called with what it is given.
std::string ExprWriter::Lambda(const lang::Callee& callee) const {
  const std::string name =
      callee.function.is_valid()
          ? FunctionName(module_, callee.function)
          : std::string(
                builtins_.overload(builtins_.OverloadsNamed(callee.builtin)[0]).native_name);
  return fmt::format("[&](auto... wl_x) {{ return {}(wl_x...); }}", name);
}

// Empty for what is an option or a hint.
std::string ExprWriter::TileArgument(ExprId id) {
  if (const auto* callee = std::get_if<lang::Callee>(&module_[id].node)) {
    return Lambda(*callee);
  }
  const auto* keyword = std::get_if<lang::Keyword>(&module_[id].node);
  if (keyword == nullptr) {
    return Write(id);
  }
  return OptionOf(keyword->name) ? "" : Write(keyword->value);
}

// The arguments by name as wl::With, whose members have an order.
std::string ExprWriter::TileOptions(std::span<const ExprId> args) {
  static constexpr std::string_view kOrder[] = {"shape",    "offset", "axis",  "upper",
                                                "capacity", "stop",   "alpha", "beta"};
  std::string text;
  for (const std::string_view option : kOrder) {
    for (const ExprId id : args) {
      const auto* keyword = std::get_if<lang::Keyword>(&module_[id].node);
      if (keyword == nullptr || OptionOf(keyword->name) != option) {
        continue;
      }
      const auto* string = std::get_if<lang::String>(&module_[keyword->value].node);
      const bool is_list = option == "shape" || option == "offset" || option == "axis";
      text += fmt::format("{}.{} = {}", text.empty() ? "" : ", ", option,
                          string != nullptr ? (module_[string->text] == "upper" ? "true" : "false")
                          : is_list         ? Extents(keyword->value)
                                            : Write(keyword->value));
    }
  }
  return fmt::format("wl::With{{{}}}", text);
}

// wl::tile_load<element>(array, wl::With{.shape = ...}): what is by position, then what is by name.
std::string ExprWriter::TileCall(const lang::BuiltinCall& e, std::string_view name, Type result) {
  const auto args = module_[e.args];
  std::vector<std::string> by_position;
  for (const ExprId id : args) {
    if (std::string text = TileArgument(id); !text.empty()) {
      by_position.push_back(std::move(text));
    }
  }
  if (name.starts_with("tile_scatter_")) {  // (tile, i, j, value, has_value)
    const auto indices = fmt::format(
        "wl::extents({})", fmt::join(by_position.begin() + 1, by_position.end() - 2, ", "));
    by_position = {by_position[0], indices, *(by_position.end() - 2), by_position.back()};
  }
  by_position.push_back(TileOptions(args));
  const auto results = CallOf(e).results;
  const std::string type =
      results.size() > 1 ? PackType(module_, {results.begin(), results.end()})
                         : CppType(module_, result.is_tile() ? lang::ElementOf(result) : result);
  return fmt::format("wl::{}{}({})", CurrentName(name),
                     name == "len" ? "" : fmt::format("<{}>", type), fmt::join(by_position, ", "));
}

// t[i, j], t[i, j, k] of a vec or mat, t[2:4, :], t[indices, :]
std::string ExprWriter::SubscriptOfTile(const lang::Subscript& e, Type base) {
  const auto indices = module_[e.indices];
  const std::string tile = Write(e.base);
  for (size_t k = 0; k < indices.size(); ++k) {
    if (module_[indices[k]].type.is_tile()) {
      return fmt::format("wl::tile_gather({}, {}, {})", tile, k, Write(indices[k]));
    }
  }
  const auto known = static_cast<size_t>(lang::ShapeOf(base).rank);
  const size_t rank = known == 0 ? indices.size() : known;  // A tile of the block's threads.
  if (module_[at_].type.is_tile()) {
    return fmt::format("wl::tile_slice({}{})", tile, Parts(e));
  }
  std::string place;
  std::string rest;
  for (size_t k = 0; k < indices.size(); ++k) {
    std::string& list = k < rank ? place : rest;
    list += (list.empty() ? "" : ", ") + Write(indices[k]);
  }
  std::string element = fmt::format("{}.at(wl::extents({}))", tile, place);
  if (rest.empty()) {
    return element;
  }
  const Type type = module_[at_].type;
  return type.is_scalar()
             ? fmt::format("wl::item({}, {})", element, rest)
             : fmt::format("wl::cut<{}>({}, wl::Index{{{}}}, wl::Range{{{{}}, {{}}, 1}})",
                           CppType(module_, type), element, rest);
}

std::string ExprWriter::AugmentTile(const lang::Augment& s) {
  const Type target = module_[s.target].type;
  const Type value = module_[s.value].type;
  const std::string left = Write(s.target);
  const std::string right = Write(s.value);
  if (!ChangesTile(s.op) || !value.is_tile()) {
    return fmt::format("{} = {};", left, Binary(s.op, left, target, right, value, target));
  }
  const Type element = lang::ElementOf(target);
  return fmt::format("wl::update_each({}, {}, [](auto a, auto b) {{ return {}; }});", left, right,
                     Binary(s.op, "a", element, "b", lang::ElementOf(value), element));
}

}  // namespace warploom::reference
