#include "synth/motifs/functions/shading_model_parts.h"

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/values.h"

namespace warploom::synth::motifs {
namespace {

const ValueRange kCosine = Between(0.0, 1.0);
const ValueRange kRoughness = Between(0.2, 1.0);

// The density of microfacet normals: GGX, Beckmann or Blinn-Phong.
Val DistributionFormula(Sketch& s, const ShadingModel& model, size_t kind, const Val& cosine,
                        const Val& roughness) {
  const Val alpha = Named(s, roughness * roughness, {"alpha", "a"});
  if (kind == 2) {
    // Normalized Blinn-Phong.
    const Val power = Named(s, 2.0 / Known(alpha * alpha, 1e-3, 1.0) - 2.0, {"power", "shininess"});
    return (power + 2.0) / (2.0 * model.pi) *
           s.Call("pow", {AtLeast(cosine, 0.001), Known(power, 0.0, 8.0)});
  }
  const Val a2 = s.Let(alpha * alpha, "a2");
  const Val c2 = Named(s, cosine * cosine, {"c2", "cos2"});
  if (kind == 1) {
    // Beckmann.
    const Val safe = Named(s, AtLeast(c2, 0.001), {"cc", "cos2_safe"});
    const Val exponent = (c2 - 1.0) / (Known(a2, 1e-3, 1.0) * safe);
    return Exp(Known(exponent, -60.0, 0.0)) / (model.pi * Known(a2, 1e-3, 1.0) * safe * safe);
  }
  const Val d = Named(s, c2 * (a2 - 1.0) + 1.0, {"d", "denom"});
  return a2 / (model.pi * Known(d * d, 1e-4, 1.0));
}

void DefineDistribution(Sketch& s, ShadingModel& model) {
  const std::array params = {Sketch::Param{"n_dot_h", model.real, kCosine},
                             Sketch::Param{"roughness", model.real, kRoughness}};
  static constexpr std::array<std::string_view, 3> kNames = {"distribution_ggx", "beckmann",
                                                             "blinn_phong"};
  const auto kind = s.rng().Below(kNames.size());
  model.distribution =
      s.DefineHelper(s.rng().Chance(0.5) ? kNames[kind] : OneOf(s, {"ndf", "d_term"}), params,
                     [&](std::span<const Val> p) -> std::vector<Val> {
                       return {Known(DistributionFormula(s, model, kind, p[0], p[1]), 0.0, 300.0)};
                     });
}

// Schlick's approximation of one direction's share.
Val SchlickTerm(const Val& c, const Val& k) { return c / Known(c * (1.0 - k) + k, 0.02, 1.0); }

// def g1(c, roughness): the factor of one direction.
lang::FuncId DefineOneSidedShadowing(Sketch& s, const ShadingModel& model) {
  const std::array params = {Sketch::Param{"c", model.real, kCosine},
                             Sketch::Param{"roughness", model.real, kRoughness}};
  return s.DefineHelper(
      OneOf(s, {"smith_g1", "geometry_schlick", "masking"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val r = s.Let(p[1] + 1.0, "r");
        const Val k =
            s.Let(s.rng().Chance(0.5) ? r * r / s.Real(8.0, model.real) : 0.5 * p[1] * p[1], "k");
        return {Known(SchlickTerm(p[0], k), 0.0, 1.0)};
      });
}

// The height-correlated Smith term.
Val SmithTerm(Sketch& s, const Val& n_dot_v, const Val& n_dot_l, const Val& roughness) {
  const Val a2 = s.Let(roughness * roughness * roughness * roughness, "a2");
  const auto lambda = [&](const Val& c, const Val& other, std::string_view name) {
    return s.Let(other * s.Call("sqrt", {Known(c * c * (1.0 - a2) + a2, 0.001, 1.0)}), name);
  };
  const Val lv = lambda(n_dot_v, n_dot_l, "lambda_v");
  const Val ll = lambda(n_dot_l, n_dot_v, "lambda_l");
  return 2.0 * n_dot_l * n_dot_v / AtLeast(lv + ll, 0.0001);
}

// def g(n_dot_v, n_dot_l, roughness): both directions.
lang::FuncId DefineJointShadowing(Sketch& s, const ShadingModel& model) {
  const std::array params = {Sketch::Param{"n_dot_v", model.real, kCosine},
                             Sketch::Param{"n_dot_l", model.real, kCosine},
                             Sketch::Param{"roughness", model.real, kRoughness}};
  return s.DefineHelper(OneOf(s, {"geometry_smith", "shadow_masking", "g_term"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          if (s.rng().Chance(0.5)) {
                            const Val k =
                                s.Let((p[2] + 1.0) * (p[2] + 1.0) / s.Real(8.0, model.real), "k");
                            const Val gv = Named(s, SchlickTerm(p[0], k), {"gv", "g_view"});
                            const Val gl = Named(s, SchlickTerm(p[1], k), {"gl", "g_light"});
                            return {Known(gv * gl, 0.0, 1.0)};
                          }
                          return {Known(SmithTerm(s, p[0], p[1], p[2]), 0.0, 1.0)};
                        });
}

void DefineFresnel(Sketch& s, ShadingModel& model) {
  const std::array params = {Sketch::Param{OneOf(s, {"cos_theta", "v_dot_h"}), model.real, kCosine},
                             Sketch::Param{"f0", model.vec, kCosine}};
  model.fresnel = s.DefineHelper(
      OneOf(s, {"fresnel_schlick", "fresnel", "schlick"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val m = Named(
            s, s.Call("clamp", {1.0 - p[0], s.Real(0.0, model.real), s.Real(1.0, model.real)}),
            {"m", "x", "grazing"});
        const Val white = s.Make(model.vec, {s.Real(1.0, model.real)});
        if (s.rng().Chance(0.6)) {
          const Val m2 = s.Let(m * m, "m2");
          return {p[1] + (white - p[1]) * (m2 * m2 * m)};
        }
        return {p[1] +
                (white - p[1]) * s.Call("pow", {AtLeast(m, 0.0001), s.Real(5.0, model.real)})};
      });
}

}  // namespace

Val AtLeast(const Val& x, double least) {
  Sketch& s = *x.sketch;
  return s.Call("max", {x, s.NumberLike(x, least)});
}

ShadingModel DefineShadingModel(Sketch& s) {
  ShadingModel model;
  model.real = Precise(s);
  model.vec = lang::VecType(3, model.real.scalar);
  const Val number = s.Real(3.14159265, model.real);
  model.pi = s.rng().Chance(0.6) ? s.NewConstant("PI", number) : number;
  DefineDistribution(s, model);
  model.separate_shadowing = s.rng().Chance(0.5);
  model.shadowing =
      model.separate_shadowing ? DefineOneSidedShadowing(s, model) : DefineJointShadowing(s, model);
  DefineFresnel(s, model);
  for (const lang::FuncId term : {model.distribution, model.shadowing, model.fresnel}) {
    s.Hide(term);
  }
  return model;
}

}  // namespace warploom::synth::motifs
