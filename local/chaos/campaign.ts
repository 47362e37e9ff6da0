export interface Campaign {
  id: string;
  organization: number;
}
