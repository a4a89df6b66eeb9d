#include "synth/atlas/forms.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "synth/atlas/cells.h"
#include "synth/atlas/forms/adjoint_forms.h"
#include "synth/atlas/forms/array_forms.h"
#include "synth/atlas/forms/effect_forms.h"
#include "synth/atlas/forms/mesh_forms.h"
#include "synth/atlas/forms/out_forms.h"
#include "synth/atlas/forms/query_forms.h"
#include "synth/atlas/forms/random_forms.h"
#include "synth/atlas/forms/tile_forms.h"
#include "synth/atlas/forms/volume_forms.h"
#include "synth/atlas/results.h"
#include "synth/atlas/tile_parts.h"
#include "synth/atlas/value_calls.h"

namespace warploom::synth::atlas {
namespace {

using lang::BuiltinTable;
using lang::Call;
using lang::Type;

void ShowValue(Sketch& s, const Call& call) {
  const BuiltinTable& table = s.builder().builtins();
  const std::vector<Val> args = DrawArguments(s, ValueNeeds(table, call));
  UseResult(s, BuildValue(s, call, args), ResultName(table.name(call.name)));
}

// U, sigma, V = wp.svd3(A)
bool CanUnpack(const BuiltinTable&, const Call& call) {
  return call.results.size() > 1 && !call.args.empty() &&
         std::all_of(call.args.begin(), call.args.end(), IsValue) &&
         std::all_of(call.results.begin(), call.results.end(), IsValue);
}

void ShowUnpacked(Sketch& s, const Call& call) {
  const BuiltinTable& table = s.builder().builtins();
  const std::vector<Val> args = DrawArguments(s, NeedsOf(table, call));
  const Val value = s.Call(call, args);
  std::vector<ValueRange> ranges;
  for (const Type type : call.results) {
    ranges.push_back(Unknown(type));
    ranges.back().from_input = true;
  }
  const auto parts = s.Unpack(PartNames(table.name(call.name)), value, call.results, ranges);
  for (const Val& part : parts) {
    if (part.id == parts.front().id || s.rng().Chance(0.7)) {
      s.Keep(part);
    }
  }
}

bool CanShowPlain(const BuiltinTable& table, const Call& call) {
  return IsValueCall(table, call) || CanUnpack(table, call) || WritesIntoArguments(table, call);
}

void ShowPlain(Sketch& s, const Call& call) {
  if (call.results.size() > 1) {
    ShowUnpacked(s, call);
  } else if (call.results.empty()) {
    ShowIntoArguments(s, call);
  } else {
    ShowValue(s, call);
  }
}

constexpr Form kPlain = {CanShowPlain, ShowPlain};

// wp.identity(n=3, dtype=float): `n` must be a literal.
void ShowIdentity(Sketch& s, const Call& call) {
  const std::array n = {s.Int(call.result.rows)};
  const Val unit = s.Call(call, n);
  const Val factor = DrawArgument(s, NeedOf(lang::ScalarType(call.result.scalar)));
  UseResult(s, unit * factor, "scaled_eye");
}

constexpr NamedForm kIdentity = {"identity", {CanShowPlain, ShowIdentity}};

// In the other groups, which work on objects and tiles, only builtins with a form of their own can
// be shown.
bool IsPlainGroup(std::string_view group) {
  static constexpr std::array<std::string_view, 4> kOther = {"Geometry", "Volumes", "Textures",
                                                             "Tile Primitives"};
  return std::find(kOther.begin(), kOther.end(), group) == kOther.end();
}

const Form* FindNamed(std::string_view name) {
  for (const std::span<const NamedForm> forms :
       {AdjointForms(), ArrayForms(), EffectForms(), RandomForms(), MeshForms(), QueryForms(),
        VolumeForms(), std::span(&kIdentity, 1)}) {
    for (const NamedForm& row : forms) {
      if (row.name == name) {
        return &row.form;
      }
    }
  }
  return nullptr;
}

const Form* FindForm(const BuiltinTable& table, const Call& call) {
  const std::string_view name = table.name(call.name);
  const Form* on_tiles = IsOnTiles(call) ? TileFormNamed(name) : nullptr;
  if (on_tiles != nullptr) {
    return on_tiles;
  }
  if (const Form* named = FindNamed(name)) {
    return named;
  }
  const std::string_view group = table.overload(call.overload).group;
  const bool value_geometry = name == "closest_point_edge_edge" || name == "intersect_tri_tri";
  return IsPlainGroup(group) || value_geometry ? &kPlain : nullptr;
}

}  // namespace

const Form* FormOf(const BuiltinTable& table, const Call& call) { return FindForm(table, call); }

bool IsPlainValue(const BuiltinTable& table, const Call& call) {
  return FormOf(table, call) == &kPlain && IsValueCall(table, call);
}

}  // namespace warploom::synth::atlas
