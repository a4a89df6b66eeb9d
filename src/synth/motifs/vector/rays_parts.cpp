#include "synth/motifs/vector/rays_parts.h"

#include "synth/kit/arguments.h"
#include "synth/kit/vectors.h"

namespace warploom::synth::motifs {

using lang::Type;

Ray ReadRay(Sketch& s) {
  const Type vec = s.vec(3);
  const Val origin =
      s.rng().Chance(0.4)
          ? Arg(s, vec, {"camera_pos", "eye", "cam_origin"}, {-4.0, 4.0})
          : Read(s, vec, {"ray_origins", "origins", "ray_o"}, {"ro", "o", "origin"}, {-4.0, 4.0});
  if (s.ndim() == 2 && s.rng().Chance(0.5)) {
    const Type real = s.real();
    const Val width = s.Convert(s.SizeArg(s.dims()[1], "width"), real);
    const Val height = s.Convert(s.SizeArg(s.dims()[0], "height"), real);
    const Val u =
        s.Let((s.Convert(s.Thread(1), real) + 0.5) / width * 2.0 - 1.0, {"u", "sx", "px"});
    const Val v =
        s.Let(1.0 - 2.0 * (s.Convert(s.Thread(0), real) + 0.5) / height, {"v", "sy", "py"});
    const Val aspect = s.rng().Chance(0.5) ? u * (width / height) : u;
    const Val focal =
        s.rng().Chance(0.5) ? -Arg(s, real, {"focal", "focal_length"}, {0.5, 2.0}) : s.Real(-1.0);
    return {origin,
            Named(s, s.Call("normalize", {s.Make(vec, {aspect, v, focal})}), {"rd", "dir", "d"})};
  }
  const Val dir =
      s.rng().Chance(0.7)
          ? Read(s, vec, {"ray_dirs", "directions", "ray_d"}, {"rd", "dir", "d"}, kUnitFill)
          : Named(s,
                  s.Call("normalize",
                         {Read(s, vec, {"pixels_world", "targets", "points"}, {"target", "pix"}) -
                          origin}),
                  {"rd", "dir"});
  return {origin, dir};
}

Val At(const Ray& ray, const Val& t) {
  return ray.origin + (t.sketch->rng().Chance(0.7) ? t * ray.dir : ray.dir * t);
}

}  // namespace warploom::synth::motifs
