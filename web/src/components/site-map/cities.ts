/** Cities by which people find their way, named as on road signs. `from`: the zoom from which there is room for them. */

import type { Place } from "@/lib/map-geometry";

export interface City extends Place {
  name: string;
  from: number;
}

const city = (from: number, name: string, latitude: number, longitude: number): City => ({ from, name, latitude, longitude });

const [LARGE, MIDDLE, SMALL] = [4, 5.5, 7];

export const CITIES: readonly City[] = [
  city(LARGE, "London", 51.507, -0.128), city(LARGE, "Paris", 48.857, 2.352), city(LARGE, "Berlin", 52.52, 13.405), city(LARGE, "Madrid", 40.417, -3.704), city(LARGE, "Roma", 41.893, 12.483),
  city(LARGE, "Wien", 48.208, 16.373), city(LARGE, "Warszawa", 52.23, 21.011), city(LARGE, "Dublin", 53.35, -6.26), city(LARGE, "København", 55.676, 12.568), city(LARGE, "Stockholm", 59.329, 18.069),
  city(LARGE, "Oslo", 59.913, 10.739), city(LARGE, "Helsinki", 60.17, 24.941), city(LARGE, "Lisboa", 38.722, -9.139), city(LARGE, "București", 44.432, 26.104), city(LARGE, "Budapest", 47.498, 19.04),
  city(LARGE, "Athína", 37.984, 23.728), city(LARGE, "Kyiv", 50.45, 30.523), city(LARGE, "İstanbul", 41.008, 28.978),
  city(MIDDLE, "Edinburgh", 55.953, -3.189), city(MIDDLE, "Manchester", 53.481, -2.242), city(MIDDLE, "Birmingham", 52.48, -1.902), city(MIDDLE, "Belfast", 54.597, -5.93), city(MIDDLE, "Amsterdam", 52.368, 4.904),
  city(MIDDLE, "Bruxelles", 50.847, 4.352), city(MIDDLE, "Hamburg", 53.551, 9.994), city(MIDDLE, "München", 48.137, 11.575), city(MIDDLE, "Köln", 50.938, 6.96), city(MIDDLE, "Frankfurt", 50.111, 8.682),
  city(MIDDLE, "Zürich", 47.377, 8.542), city(MIDDLE, "Lyon", 45.764, 4.836), city(MIDDLE, "Marseille", 43.296, 5.37), city(MIDDLE, "Bordeaux", 44.838, -0.579), city(MIDDLE, "Toulouse", 43.605, 1.444),
  city(MIDDLE, "Milano", 45.464, 9.19), city(MIDDLE, "Napoli", 40.852, 14.268), city(MIDDLE, "Barcelona", 41.385, 2.173), city(MIDDLE, "València", 39.47, -0.376), city(MIDDLE, "Sevilla", 37.389, -5.984),
  city(MIDDLE, "Porto", 41.158, -8.629), city(MIDDLE, "Praha", 50.075, 14.437), city(MIDDLE, "Kraków", 50.065, 19.945), city(MIDDLE, "Gdańsk", 54.352, 18.646), city(MIDDLE, "Zagreb", 45.815, 15.982),
  city(MIDDLE, "Beograd", 44.787, 20.457), city(MIDDLE, "Sofia", 42.698, 23.322), city(MIDDLE, "Göteborg", 57.709, 11.975), city(MIDDLE, "Vilnius", 54.687, 25.28), city(MIDDLE, "Rīga", 56.95, 24.105),
  city(SMALL, "Cardiff", 51.481, -3.179), city(SMALL, "Bristol", 51.454, -2.588), city(SMALL, "Southampton", 50.91, -1.404), city(SMALL, "Plymouth", 50.376, -4.143), city(SMALL, "Norwich", 52.63, 1.297),
  city(SMALL, "Leeds", 53.801, -1.549), city(SMALL, "Liverpool", 53.408, -2.992), city(SMALL, "Newcastle", 54.978, -1.618), city(SMALL, "Glasgow", 55.864, -4.252), city(SMALL, "Aberdeen", 57.15, -2.094),
  city(SMALL, "Nottingham", 52.954, -1.158), city(SMALL, "Oxford", 51.752, -1.258), city(SMALL, "Dover", 51.129, 1.308), city(SMALL, "Hull", 53.744, -0.333), city(SMALL, "Cork", 51.897, -8.47),
  city(SMALL, "Lille", 50.629, 3.057), city(SMALL, "Strasbourg", 48.573, 7.752), city(SMALL, "Nantes", 47.218, -1.554), city(SMALL, "Dijon", 47.322, 5.041), city(SMALL, "Nice", 43.71, 7.262),
  city(SMALL, "Stuttgart", 48.776, 9.183), city(SMALL, "Nürnberg", 49.452, 11.077), city(SMALL, "Leipzig", 51.34, 12.373), city(SMALL, "Hannover", 52.376, 9.732), city(SMALL, "Bremen", 53.079, 8.802),
  city(SMALL, "Dresden", 51.05, 13.737), city(SMALL, "Basel", 47.56, 7.589), city(SMALL, "Genève", 46.204, 6.143), city(SMALL, "Bern", 46.948, 7.447), city(SMALL, "Rotterdam", 51.924, 4.478),
  city(SMALL, "Antwerpen", 51.219, 4.403), city(SMALL, "Salzburg", 47.81, 13.055), city(SMALL, "Graz", 47.071, 15.44), city(SMALL, "Torino", 45.07, 7.687), city(SMALL, "Bologna", 44.494, 11.343),
];
