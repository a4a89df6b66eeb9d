#include "synth/kit/tile_calls.h"

#include <algorithm>
#include <array>

#include "lang/rules.h"

namespace warploom::synth::kit {
namespace {

using lang::ExprId;
using lang::KeywordName;
using lang::Type;

Val GivenAll(TileCall& call, std::span<const Val> tiles) {
  for (const Val& tile : tiles) {
    call.Arg(tile);
  }
  return call.Give(tiles.front().type);
}

// wp.tile_map has an overload for one tile, one for two, and one for more.
int OverloadOfMap(size_t tiles) { return static_cast<int>(std::min<size_t>(tiles, 3)) - 1; }

}  // namespace

TileExtent ExtentNamed(Sketch& s, std::string_view name, std::span<const int> sizes) {
  if (const Val known = s.Recall(name); known.is_valid()) {
    return {known, static_cast<int>(known.range.low)};
  }
  const int size = s.rng().Choose(sizes);
  const Val number = s.Int(size);
  const Val written =
      s.StyleChoice("tile sizes by name", 0.85) ? s.NewConstant(name, number) : number;
  s.Remember(name, written);
  return {written, size};
}

TileExtent ExtentOf(Sketch& s, int size) { return {s.Int(size), size}; }

Type TileTypeOf(Type element, std::span<const TileExtent> shape) {
  std::vector<int> sizes;
  for (const TileExtent& extent : shape) {
    sizes.push_back(extent.size);
  }
  return lang::TileOf(element, sizes);
}

TileCall::TileCall(Sketch& s, std::string_view name, int overload)
    : s_(s), name_(name), overload_(overload) {}

TileCall& TileCall::Arg(const Val& value) {
  args_.push_back(value.id);
  from_input_ = from_input_ || value.range.from_input;
  return *this;
}

TileCall& TileCall::Arg(KeywordName name, const Val& value) {
  args_.push_back(s_.builder().Keyword(name, value.id));
  from_input_ = from_input_ || value.range.from_input;
  return *this;
}

TileCall& TileCall::Shape(std::span<const TileExtent> shape) {
  if (shape.size() > 1) {
    return ShapeTuple(shape);
  }
  ++overload_;
  args_.push_back(s_.builder().Keyword(KeywordName::kShape, shape.front().written.id));
  return *this;
}

TileCall& TileCall::ShapeTuple(std::span<const TileExtent> shape) {
  std::vector<ExprId> items;
  for (const TileExtent& extent : shape) {
    items.push_back(extent.written.id);
  }
  args_.push_back(s_.builder().Keyword(KeywordName::kShape, s_.builder().Tuple(items)));
  return *this;
}

TileCall& TileCall::Offset(std::span<const Val> place) {
  if (place.size() > 1) {
    return OffsetTuple(place);
  }
  args_.push_back(s_.builder().Keyword(KeywordName::kOffset, place.front().id));
  return *this;
}

TileCall& TileCall::OffsetTuple(std::span<const Val> place) {
  std::vector<ExprId> items;
  for (const Val& index : place) {
    items.push_back(index.id);
  }
  args_.push_back(s_.builder().Keyword(KeywordName::kOffset, s_.builder().Tuple(items)));
  return *this;
}

TileCall& TileCall::Dtype(Type element) {
  const ExprId type = s_.builder().TypeName(element);
  args_.push_back(s_.builder().Keyword(KeywordName::kDtype, type));
  return *this;
}

TileCall& TileCall::Axis(int axis) {
  args_.push_back(s_.builder().Keyword(KeywordName::kAxis, s_.Int(axis).id));
  return *this;
}

TileCall& TileCall::Stop(const TileExtent& stop) {
  args_.push_back(s_.builder().Keyword(KeywordName::kStop, stop.written.id, true));
  return *this;
}

TileCall& TileCall::Text(KeywordName name, std::string_view text) {
  args_.push_back(s_.builder().Keyword(name, s_.builder().String(std::string(text))));
  return *this;
}

TileCall& TileCall::Flag(KeywordName name, bool value) {
  args_.push_back(s_.builder().Keyword(name, s_.Bool(value).id));
  return *this;
}

TileCall& TileCall::Function(std::string_view builtin) {
  args_.push_back(s_.builder().Callee(s_.builder().builtins().Name(builtin)));
  return *this;
}

TileCall& TileCall::Function(lang::FuncId helper) {
  args_.push_back(s_.builder().Callee(helper));
  return *this;
}

const lang::Call& TileCall::Row(Type result) const {
  const lang::BuiltinTable& table = s_.builder().builtins();
  std::vector<Type> types;
  for (const ExprId arg : args_) {
    if (lang::IsInRow(s_.module(), arg)) {
      types.push_back(lang::AnyShape(s_.builder().type_of(arg)));
    }
  }
  for (const lang::CallId id : table.Named(table.Name(name_))) {
    const lang::Call& call = table.call(id);
    if (table.overload(call.overload).index == overload_ && std::ranges::equal(call.args, types) &&
        call.result == lang::AnyShape(result)) {
      return call;
    }
  }
  std::string text = std::string(name_) + "#" + std::to_string(overload_);
  for (const Type type : types) {
    text += " " + ToText(type);
  }
  WARPLOOM_CHECK(false, "Warp has no such call: " + text + " -> " + ToText(result));
}

Val TileCall::Give(Type result, ValueRange value_range) const {
  value_range.from_input = value_range.from_input || from_input_;
  return {&s_, s_.builder().Call(Row(result), args_, result), result, value_range};
}

void TileCall::Do() const {
  const lang::Call& row = Row(lang::VoidType());
  s_.builder().Evaluate(s_.builder().Call(row, args_));
}

Val TileLoad(Sketch& s, int array, std::span<const TileExtent> shape, std::span<const Val> place,
             bool may_be_shared) {
  const ArrayInfo info = s.arrays()[static_cast<size_t>(array)];
  WARPLOOM_CHECK(shape.size() == info.shape.size() && place.size() == info.shape.size(),
                 "a tile has as many dimensions as its array");
  for (size_t k = 0; k < shape.size(); ++k) {
    WARPLOOM_CHECK(place[k].range.IsWithin(0.0, info.shape[k] - shape[k].size),
                   "a tile may reach beyond its array");
  }
  TileCall call(s, "tile_load");
  call.Arg(s.ArrayRef(array)).Shape(shape);
  const bool is_first =
      std::ranges::all_of(place, [](const Val& p) { return p.range.high == 0.0; });
  if (!is_first || s.rng().Chance(0.3)) {
    call.Offset(place);
  }
  if (may_be_shared && s.rng().Chance(0.12)) {
    call.Text(KeywordName::kStorage, s.rng().Chance(0.7) ? "shared" : "register");
  }
  return call.Give(TileTypeOf(info.element, shape), info.elements);
}

void TileStore(Sketch& s, int array, const Val& tile, std::span<const Val> place) {
  const ArrayInfo info = s.arrays()[static_cast<size_t>(array)];
  const lang::TileShape shape = lang::ShapeOf(tile.type);
  WARPLOOM_CHECK(info.access == Access::kPerThread && place.size() == info.shape.size() &&
                     static_cast<size_t>(shape.rank) == place.size(),
                 "a tile is stored to an array of its block's own");
  for (int k = 0; k < shape.rank; ++k) {
    const auto at = static_cast<size_t>(k);
    WARPLOOM_CHECK(place[at].range.IsWithin(0.0, info.shape[at] - shape[k]),
                   "a tile may reach beyond its array");
  }
  // The overload for one-dimensional tiles takes a single offset.
  TileCall call(s, "tile_store", shape.rank == 1 ? 1 : 0);
  call.Arg(s.ArrayRef(array)).Arg(tile).Offset(place).Do();
}

Val TileZeros(Sketch& s, Type element, std::span<const TileExtent> shape) {
  TileCall call(s, "tile_zeros");
  call.Shape(shape).Dtype(element);
  if (s.rng().Chance(0.12)) {
    call.Text(KeywordName::kStorage, "shared");
  }
  return call.Give(TileTypeOf(element, shape), Exactly(0.0));
}

Val TileOnes(Sketch& s, Type element, std::span<const TileExtent> shape) {
  return TileCall(s, "tile_ones")
      .Shape(shape)
      .Dtype(element)
      .Give(TileTypeOf(element, shape), Exactly(1.0));
}

Val TileTotal(Sketch& s, std::string_view name, const Val& tile) {
  const lang::TileShape shape = lang::ShapeOf(tile.type);
  const bool is_sum = name == "tile_sum";
  const bool is_place = name == "tile_argmax" || name == "tile_argmin";
  const Type element = is_place ? lang::kInt : lang::ElementOf(tile.type);
  ValueRange value_range = tile.range;
  if (is_sum) {
    value_range = Between(value_range.low * shape.size(), value_range.high * shape.size());
  } else if (is_place) {
    value_range = Between(0.0, shape.size() - 1.0);
  }
  return TileCall(s, name, is_sum ? 1 : 0)
      .Arg(tile)
      .Give(lang::TileOf(element, std::array{1}), value_range);
}

Val TileBroadcast(Sketch& s, const Val& tile, std::span<const TileExtent> shape) {
  const Type type = TileTypeOf(lang::ElementOf(tile.type), shape);
  return TileCall(s, "tile_broadcast").Arg(tile).ShapeTuple(shape).Give(type, tile.range);
}

Val TileMap(Sketch& s, std::string_view builtin, std::span<const Val> tiles) {
  TileCall call(s, "tile_map", OverloadOfMap(tiles.size()));
  return GivenAll(call.Function(builtin), tiles);
}

Val TileMap(Sketch& s, lang::FuncId helper, std::span<const Val> tiles) {
  TileCall call(s, "tile_map", OverloadOfMap(tiles.size()));
  return GivenAll(call.Function(helper), tiles);
}

Val TileElement(Sketch& s, const Val& tile, std::span<const Val> indices) {
  const lang::TileShape shape = lang::ShapeOf(tile.type);
  std::vector<ExprId> ids;
  for (size_t k = 0; k < indices.size(); ++k) {
    WARPLOOM_CHECK(indices[k].range.IsWithin(0.0, shape[static_cast<int>(k)] - 1.0),
                   "a subscript may be out of a tile's range");
    ids.push_back(indices[k].id);
  }
  return {&s, s.builder().Subscript(tile.id, ids), lang::ElementOf(tile.type), tile.range};
}

}  // namespace warploom::synth::kit
