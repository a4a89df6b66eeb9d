#include "synth/atlas/forms/tile_elements.h"

#include <algorithm>
#include <array>

#include "lang/rules.h"
#include "synth/atlas/builtin_operators.h"
#include "synth/atlas/results.h"
#include "synth/atlas/tile_parts.h"
#include "synth/atlas/value_calls.h"
#include "synth/kit/tile_calls.h"
#include "synth/kit/values.h"

namespace warploom::synth::atlas {
namespace {

using kit::OneOf;
using kit::TileCall;
using kit::TileExtent;
using lang::BuiltinTable;
using lang::Call;
using lang::Type;

Need ElementNeed(Need need) {
  need.type = lang::ElementOf(need.type);
  return need;
}

// Negation of unsigned values and bools wraps around.
Val Negated(Sketch& s, const Val& tile) {
  Val result = s.Unary(lang::UnaryOp::kNeg, tile);
  if (!lang::IsFloat(tile.type.scalar) && !lang::Info(tile.type.scalar).is_signed) {
    result.range = Unknown(lang::ElementOf(tile.type));
  }
  result.range.from_input = tile.range.from_input;
  return result;
}

// c = a * b, c = a / x, c = -a
void ShowOperator(Sketch& s, const Call& call) {
  const BuiltinTable& table = s.builder().builtins();
  const auto shape = SomeExtents(s);
  std::vector<Val> args;
  for (const Need& need : ValueNeeds(table, call)) {
    const Val arg = need.type.is_tile() ? TileArgument(s, ElementNeed(need), shape, args)
                                        : DrawArgument(s, need);
    args.push_back(arg);
  }
  const auto op = BinaryOperatorOf(table.name(call.name));
  OutputTile(s, op ? s.Binary(*op, args[0], args[1]) : Negated(s, args[0]), shape);
}

// `op=` requires that the binary operator accepts the operands.
bool CanUpdate(const BuiltinTable& table, const Call& call) {
  const Type value = call.args.back();
  const Type target = value.is_tile() ? call.args[0] : value;
  const auto op = AugmentedOperatorOf(table.name(call.name));
  return lang::FindBinary(table, *op, target, value).has_value();
}

// a += b
void ShowUpdate(Sketch& s, const Call& call) {
  const auto shape = SomeExtents(s);
  const Need need = NeedOf(lang::ElementOf(call.args[0]));
  const Val local = TileToChange(s, need, shape);
  const std::array taken = {local};
  const Val other = TileArgument(s, need, shape, taken);
  s.builder().Augment(local.id, *AugmentedOperatorOf(BuiltinName(s, call)), other.id);
  OutputTile(s, local, shape);
}

// The shape of the tile that a call subscripts, and the subscripts: first those of the tile, then
// those of its vec or mat element.
struct Element {
  std::vector<TileExtent> shape;
  std::vector<Val> indices;
};

Element ElementFor(Sketch& s, Type element, int subscripts) {
  const int rank = std::min(subscripts, 4);
  Element result{TileExtents(s, rank), {}};
  result.indices = TilePlace(s, result.shape);
  for (int k = rank; k < subscripts; ++k) {
    const int extent = k == rank ? element.rows : element.cols;
    result.indices.push_back(s.Int(s.rng().Integer(0, extent - 1)));
  }
  return result;
}

// t[i, j], by chance t[i][j]
Val Subscripted(Sketch& s, const Val& tile, std::span<const Val> indices) {
  std::vector<lang::ExprId> ids;
  for (const Val& index : indices) {
    ids.push_back(index.id);
  }
  const bool is_chain = ids.size() > 1 && s.rng().Chance(0.3);
  const size_t first = is_chain ? 1 + s.rng().Below(ids.size() - 1) : ids.size();
  const std::span all = ids;
  lang::ExprId id = s.builder().Subscript(tile.id, all.first(first));
  if (is_chain) {
    id = s.builder().Subscript(id, all.subspan(first));
  }
  return {&s, id, s.builder().type_of(id), tile.range};
}

// x = t[i, j]
void ShowElementRead(Sketch& s, const Call& call) {
  const Type type = lang::ElementOf(call.args[0]);
  const Element element = ElementFor(s, type, static_cast<int>(call.args.size()) - 1);
  const Val tile = TileArgument(s, NeedOf(type), element.shape);
  Val part = Subscripted(s, tile, element.indices);
  part.range.from_input = true;
  UseResult(s, part, OneOf(s, {"item", "picked", "first", "corner"}));
}

// t[i, j] = x, t[i, j] += x
void ShowElementWrite(Sketch& s, const Call& call) {
  const Type type = lang::ElementOf(call.args[0]);
  const Val value = DrawArgument(s, NeedOf(call.args.back()));
  const Element element = ElementFor(s, type, static_cast<int>(call.args.size()) - 2);
  const Val local = TileToChange(s, NeedOf(type), element.shape);
  const Val part = Subscripted(s, local, element.indices);
  const auto op = AugmentedOperatorOf(BuiltinName(s, call));
  op ? s.builder().Augment(part.id, *op, value.id) : s.builder().Store(part.id, value.id);
  OutputTile(s, local, element.shape);
}

// wp.tile_scatter_add(t, i, x, is_active)
void ShowScatter(Sketch& s, const Call& call) {
  const Type type = lang::ElementOf(call.args[0]);
  const Val value = DrawArgument(s, NeedOf(type));
  const Element element = ElementFor(s, type, static_cast<int>(call.args.size()) - 3);
  const Val flag = DrawNonLiteral(s, NeedOf(lang::kBool));
  const Val local = TileToChange(s, NeedOf(type), element.shape);
  TileCall scatter(s, BuiltinName(s, call), OverloadNumber(s, call));
  scatter.Arg(local);
  for (const Val& index : element.indices) {
    scatter.Arg(index);
  }
  scatter.Arg(value).Arg(flag).Do();
  OutputTile(s, local, element.shape);
}

constexpr Form kOperator = {Always, ShowOperator};
constexpr Form kUpdate = {CanUpdate, ShowUpdate};
constexpr Form kElementUpdate = {CanUpdate, ShowElementWrite};
constexpr Form kScatter = {Always, ShowScatter};
constexpr NamedForm kTileElementForms[] = {
    {"add", kOperator},
    {"add_inplace", kUpdate},
    {"assign", {Always, ShowElementWrite}},
    {"bit_and", kOperator},
    {"bit_and_inplace", kUpdate},
    {"bit_or", kOperator},
    {"bit_or_inplace", kUpdate},
    {"bit_xor", kOperator},
    {"bit_xor_inplace", kUpdate},
    {"div", kOperator},
    {"mul", kOperator},
    {"neg", kOperator},
    {"sub", kOperator},
    {"sub_inplace", kUpdate},
    {"tile_add_inplace", kElementUpdate},
    {"tile_bit_and_inplace", kElementUpdate},
    {"tile_bit_or_inplace", kElementUpdate},
    {"tile_bit_xor_inplace", kElementUpdate},
    {"tile_extract", {Always, ShowElementRead}},
    {"tile_scatter_add", kScatter},
    {"tile_scatter_masked", kScatter},
    {"tile_sub_inplace", kElementUpdate},
};

}  // namespace

std::span<const NamedForm> TileElementForms() { return kTileElementForms; }

}  // namespace warploom::synth::atlas
