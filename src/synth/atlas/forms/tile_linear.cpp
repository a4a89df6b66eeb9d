#include "synth/atlas/forms/tile_linear.h"

#include <array>

#include "synth/atlas/tile_parts.h"
#include "synth/kit/tile_calls.h"
#include "synth/kit/values.h"

namespace warploom::synth::atlas {
namespace {

using kit::ExtentNamed;
using kit::ExtentOf;
using kit::OneOf;
using kit::TileCall;
using kit::TileExtent;
using kit::TileZeros;
using lang::Call;
using lang::Type;

// For each size, type and layout, Warp links code of libmathdx that takes seconds to build
// (builtins.py: *_lto_dispatch_func), so all kernels use the same size.
constexpr std::array kSide = {16};
// A transform has at least two elements for each of the 256 threads of a block.
constexpr std::array kLength = {512};

TileExtent Side(Sketch& s) { return ExtentNamed(s, "DIM", kSide); }

Val Matrix(Sketch& s, Type element, std::string_view name) {
  const TileExtent side = Side(s);
  const std::array shape = {side, side};
  const Val loaded = LoadedTile(s, NeedOf(element, -1.0, 1.0), shape);
  return s.Let(loaded, name);
}

// A diagonally dominant matrix, which every solver accepts.
Val Dominant(Sketch& s, Type element) {
  const TileExtent side = Side(s);
  const Val matrix = Matrix(s, element, OneOf(s, {"a", "mat", "k_tile"}));
  const std::array length = {side};
  const Val loaded = LoadedTile(s, NeedOf(element, 20.0, 40.0), length);
  const Val diagonal = s.Let(loaded, {"diag", "damping", "reg"});
  TileCall add(s, "tile_diag_add");
  return s.Let(add.Arg(matrix).Arg(diagonal).Give(matrix.type), {"spd", "shifted", "lhs"});
}

Val Factor(Sketch& s, Type element) {
  const Val matrix = Dominant(s, element);
  return s.Let(TileCall(s, "tile_cholesky").Arg(matrix).Give(matrix.type), {"L", "factor", "chol"});
}

std::array<TileExtent, 2> Square(Sketch& s) { return {Side(s), Side(s)}; }

// wp.tile_diag_add(a, d)
void ShowDiagonal(Sketch& s, const Call& call) {
  const Type element = ElementOfCall(call);
  const auto shape = SquareExtents(s);
  const std::array length = {shape[0]};
  const Val matrix = TileArgument(s, NeedOf(element), shape);
  const Val diagonal = TileArgument(s, NeedOf(element), length);
  TileCall add(s, "tile_diag_add");
  OutputTile(s, add.Arg(matrix).Arg(diagonal).Give(matrix.type, Unknown(element)), shape,
             "shifted");
}

// c = wp.tile_matmul(a, b), wp.tile_matmul(a, b, c)
void ShowProduct(Sketch& s, const Call& call) {
  const Type element = ElementOfCall(call);
  const Val a = Matrix(s, element, "a");
  const Val b = Matrix(s, element, "b");
  TileCall product(s, "tile_matmul", OverloadNumber(s, call));
  product.Arg(a).Arg(b);
  if (call.args.size() == 2) {
    OutputTile(s, product.Give(a.type), Square(s), "product");
    return;
  }
  const Val zeros = TileZeros(s, element, Square(s));
  const Val sum = Changeable(s, zeros);
  product.Arg(sum).Do();
  OutputTile(s, sum, Square(s));
}

// L = wp.tile_cholesky(a), wp.tile_cholesky_inplace(a)
void ShowFactor(Sketch& s, const Call& call) {
  const Type element = ElementOfCall(call);
  if (!call.result.is_void()) {
    const Val factor = Factor(s, element);
    OutputTile(s, factor, Square(s));
    return;
  }
  const Val matrix = Dominant(s, element);
  TileCall(s, "tile_cholesky_inplace").Arg(matrix).Do();
  OutputTile(s, matrix, Square(s));
}

// The triangular matrix for the solver.
Val Triangle(Sketch& s, Type element, std::string_view solver) {
  return solver.starts_with("tile_upper") ? Dominant(s, element) : Factor(s, element);
}

// x = wp.tile_cholesky_solve(L, b), wp.tile_lower_solve_inplace(L, b)
void ShowSolve(Sketch& s, const Call& call) {
  const std::string_view name = BuiltinName(s, call);
  const Type element = ElementOfCall(call);
  const Val triangle = Triangle(s, element, name);
  const std::array length = {Side(s)};
  const Val right = TileToChange(s, NeedOf(element), length);
  TileCall solve(s, name);
  solve.Arg(triangle).Arg(right);
  if (call.result.is_void()) {
    solve.Do();
    OutputTile(s, right, length);
  } else {
    OutputTile(s, solve.Give(right.type), length, OneOf(s, {"solution", "x", "sol"}));
  }
}

// wp.tile_fft(t) on rows of complex numbers in registers.
void ShowTransform(Sketch& s, const Call& call) {
  const std::string_view name = BuiltinName(s, call);
  const std::array shape = {ExtentOf(s, s.rng().Chance(0.5) ? 1 : 2),
                            ExtentNamed(s, "FFT_SIZE", kLength)};
  const Val loaded = LoadedTile(s, NeedOf(ElementOfCall(call), -1.0, 1.0), shape, false);
  const Val signal = Changeable(s, loaded);
  TileCall(s, name).Arg(signal).Do();
  OutputTile(s, signal, shape);
}

constexpr Form kFactor = {Always, ShowFactor};
constexpr Form kSolve = {Always, ShowSolve};
constexpr Form kTransform = {Always, ShowTransform};
constexpr NamedForm kTileLinearForms[] = {
    {"tile_cholesky", kFactor},
    {"tile_cholesky_inplace", kFactor},
    {"tile_cholesky_solve", kSolve},
    {"tile_cholesky_solve_inplace", kSolve},
    {"tile_diag_add", {Always, ShowDiagonal}},
    {"tile_fft", kTransform},
    {"tile_ifft", kTransform},
    {"tile_lower_solve", kSolve},
    {"tile_lower_solve_inplace", kSolve},
    {"tile_matmul", {Always, ShowProduct}},
    {"tile_upper_solve", kSolve},
    {"tile_upper_solve_inplace", kSolve},
};

}  // namespace

std::span<const NamedForm> TileLinearForms() { return kTileLinearForms; }

}  // namespace warploom::synth::atlas
